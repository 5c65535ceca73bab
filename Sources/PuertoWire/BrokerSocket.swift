internal import Glibc
internal import PuertoCore
internal import Synchronization

/// A connection to the broker of a workspace for one request of a browser, made when it first asks.
/// A request is never sent twice: the broker may have done what it asks for before the connection
/// broke.
package final class BrokerSocket: Sendable {
    private let workspace: String
    private let descriptor = Mutex<CInt>(-1)

    /// Milliseconds for an answer: the records are waited for eight seconds, and passwords take one.
    private static let patience = 15_000

    package init(in workspace: String) { self.workspace = workspace }

    deinit { descriptor.withLock { if $0 >= 0 { close($0) } } }
}

extension BrokerSocket {
    package var client: BrokerClient { BrokerClient { try self.send($0) } }

    /// Sends a frame and waits for the answer. Throws `io` when no broker answers.
    private func send(_ bytes: [UInt8]) throws -> [UInt8] {
        try descriptor.withLock { descriptor in
            if descriptor < 0 { descriptor = try connected() }
            let end = SystemClock.monotonicMilliseconds() + BrokerSocket.patience
            do throws(Frame.Failure) {
                try Frame.write(bytes, to: descriptor, until: end)
                return try Frame.read(from: descriptor, limit: Frame.answerLimit, until: end)
            } catch { throw broken(error, &descriptor) }
        }
    }

    private func broken(_ failure: Frame.Failure, _ descriptor: inout CInt) -> PuertoError {
        close(descriptor)
        descriptor = -1
        let reason =
            switch failure {
            case .closed, .broken: "has closed the connection"
            case .tooLong: "has sent too long an answer"
            case .late: "has not answered in \(BrokerSocket.patience / 1000) s"
            }
        return PuertoError(
            .io, "the broker at '\(path)' \(reason)", hint: "see what puerto broker says")
    }

    private func connected() throws -> CInt {
        let address = try SocketAddress(in: workspace)
        let made = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        guard made >= 0 else { throw silent(errno) }
        // Without it, a broker that does not take connections would be waited for without end.
        var patience = timeval(tv_sec: BrokerSocket.patience / 1000, tv_usec: 0)
        setsockopt(
            made, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var result: CInt = -1
        repeat {
            result = address.with { connect(made, $0, $1) }
        } while result < 0 && errno == EINTR
        guard result == 0 else {
            let code = errno
            close(made)
            throw silent(code)
        }
        return made
    }

    private var path: String { "\(workspace)/\(SocketAddress.file)" }

    private func silent(_ code: CInt) -> PuertoError {
        let reason =
            [ENOENT, ECONNREFUSED].contains(code)
            ? "nothing listens at '\(path)'"
            : "cannot connect to '\(path)': \(String(cString: strerror(code)))"
        return PuertoError(
            .io, reason,
            hint: "start puerto broker; after an update, run the script of puerto config "
                + "ownership again")
    }
}
