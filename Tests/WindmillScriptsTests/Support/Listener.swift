import Foundation

/// A request with a body of a declared length.
struct HTTPRequest: Sendable {
    let method: String
    /// Below `/api`, with the query.
    let target: String
    let body: Data

    var path: String { String(target.prefix { $0 != "?" }) }
    var isWrite: Bool { method != "GET" }
    var line: String { "\(method) \(path)" }
}

/// What a server sends for a request.
enum HTTPReply: Sendable {
    case answer(Int, Data)
    /// These bytes, then the connection is closed.
    case bytes(String)
    /// Nothing, until the client leaves.
    case silence
}

/// Accepts connections on a port of the loopback interface and answers each request by a closure.
final class Listener: Sendable {
    let port: Int
    private let descriptor: CInt

    init(_ reply: @escaping @Sendable (HTTPRequest) -> HTTPReply) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, size) == 0 && listen(descriptor, 64) == 0
                    && getsockname(descriptor, $0, &size) == 0
            }
        }
        guard isBound else { throw POSIXError(.EADDRINUSE) }
        port = Int(UInt16(bigEndian: address.sin_port))
        self.descriptor = descriptor
        Thread.detachNewThread {
            while true {
                let connection = accept(descriptor, nil, nil)
                guard connection >= 0 else { break }
                Thread.detachNewThread { Self.serve(connection, reply) }
            }
            close(descriptor)
        }
    }

    deinit { _ = shutdown(descriptor, Int32(SHUT_RDWR)) }

    private static func serve(
        _ connection: CInt, _ reply: @Sendable (HTTPRequest) -> HTTPReply
    ) {
        defer { close(connection) }
        var buffer = Data()
        while let request = next(connection, &buffer) {
            switch reply(request) {
            case .answer(let status, let body):
                let head = "HTTP/1.1 \(status) Status\r\ncontent-length: \(body.count)\r\n\r\n"
                send(Data(head.utf8) + body, connection)
            case .bytes(let text): return send(Data(text.utf8), connection)
            case .silence:
                var byte: UInt8 = 0
                _ = recv(connection, &byte, 1, Int32(MSG_PEEK))
                return
            }
        }
    }

    private static func next(_ connection: CInt, _ buffer: inout Data) -> HTTPRequest? {
        let mark = Data("\r\n\r\n".utf8)
        while true {
            if let end = buffer.range(of: mark) {
                let lines = String(
                    decoding: buffer[buffer.startIndex..<end.lowerBound], as: UTF8.self
                )
                .components(separatedBy: "\r\n")
                let length =
                    lines.first { $0.lowercased().hasPrefix("content-length:") }
                    .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) } ?? 0
                let whole = end.upperBound + length
                if buffer.endIndex >= whole {
                    let parts = lines[0].split(separator: " ")
                    let body = Data(buffer[end.upperBound..<whole])
                    buffer = Data(buffer[whole...])
                    return HTTPRequest(
                        method: String(parts[0]), target: String(parts[1].dropFirst(4)), body: body)
                }
            }
            var bytes = [UInt8](repeating: 0, count: 65_536)
            let count = recv(connection, &bytes, bytes.count, 0)
            guard count > 0 else { return nil }
            buffer += bytes[..<count]
        }
    }

    private static func send(_ data: Data, _ connection: CInt) {
        var rest = Array(data)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Foundation.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
