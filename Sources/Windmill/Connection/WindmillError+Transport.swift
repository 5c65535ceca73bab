internal import AsyncHTTPClient
internal import Glibc
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL

extension WindmillError {
    /// An error of the HTTP library, of TLS or of a socket, in this module's words.
    init(_ error: any Error, _ call: CallName) {
        switch error {
        case let error as NIOConnectionError: self.init(error, call)
        case let error as IOError: self.init(errno: error.errnoCode, call)
        case let error as HTTPClientError: self.init(error, call)
        case HTTPParserError.invalidEOFState: self = .disconnected(call)
        case is HTTPParserError: self = .malformed(call, field: "HTTP")
        case let error as NIOSSLError: self = Self.tls(error, call)
        case is NIOSSLExtraError: self = .unreachable("its certificate is for another name")
        case is ChannelError: self = .disconnected(call)
        default: self = .unreachable(CleanText.line("\(error)", atMost: 200))
        }
    }

    private init(_ error: NIOConnectionError, _ call: CallName) {
        if let first = error.connectionErrors.first {
            self.init(first.error, call)
        } else {
            self = .unreachable("its host name is not known")
        }
    }

    private init(errno code: CInt, _ call: CallName) {
        let reason = String(cString: strerror(code))
        switch code {
        case ECONNREFUSED: self = .notListening(reason)
        case ECONNRESET, EPIPE: self = .disconnected(call)
        default: self = .unreachable(reason)
        }
    }

    private init(_ error: HTTPClientError, _ call: CallName) {
        switch error {
        case .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout:
            self = .timeout(call, .connecting)
        case .deadlineExceeded: self = .timeout(call, .total)
        case .remoteConnectionClosed, .uncleanShutdown: self = .disconnected(call)
        default: self = .unreachable(error.shortDescription)
        }
    }

    private static func tls(_ error: NIOSSLError, _ call: CallName) -> WindmillError {
        switch error {
        case .uncleanShutdown: .disconnected(call)
        default: .unreachable("TLS: " + CleanText.line("\(error)", atMost: 200))
        }
    }
}
