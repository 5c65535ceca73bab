import Foundation
import Synchronization

/// A server on a real socket that records requests and answers each as the test wants.
package final class ScriptedServer: Sendable {
    package let port: Int
    /// Requests and closed connections, in the order in which the server sees them.
    package let events: AsyncStream<Event>

    package enum Event: Sendable {
        case request(Request)
        case closed(connection: Int)
    }

    private let descriptor: CInt
    private let seen = Mutex<[Request]>([])
    private let news: AsyncStream<Event>.Continuation
    private let reply: @Sendable (Request, Int) -> Reply

    /// Calls the closure for each request with its number, from 0.
    package init(_ reply: @escaping @Sendable (Request, Int) -> Reply) throws {
        (descriptor, port) = try Self.listen()
        (events, news) = AsyncStream.makeStream()
        self.reply = reply
        let descriptor = descriptor
        Thread.detachNewThread { [weak self] in
            var number = 0
            while true {
                let socket = accept(descriptor, nil, nil)
                guard socket >= 0 else { break }
                guard let server = self else { break }
                let connection = number
                Thread.detachNewThread { server.serve(socket, connection) }
                number += 1
            }
            close(descriptor)
        }
    }

    /// Answers the requests one after another, and those after the last with its answer.
    package convenience init(_ replies: Reply...) throws {
        try self.init { replies[min($1, replies.count - 1)] }
    }

    deinit { _ = shutdown(descriptor, Int32(SHUT_RDWR)) }

    package var requests: [Request] { seen.withLock { $0 } }

    private func serve(_ socket: CInt, _ connection: Int) {
        var stream = RequestStream(socket: socket, connection: connection)
        while let request = stream.next() {
            let number = seen.withLock {
                $0.append(request)
                return $0.count - 1
            }
            news.yield(.request(request))
            guard reply(request, number).send(to: socket) else { break }
        }
        close(socket)
        news.yield(.closed(connection: connection))
    }

    private static func listen() throws -> (CInt, Int) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, size) == 0 && Foundation.listen(descriptor, 64) == 0
                    && getsockname(descriptor, $0, &size) == 0
            }
        }
        guard isBound else { throw POSIXError(.EADDRINUSE) }
        return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
    }
}

/// A port of this machine at which nothing listens.
package func freePort() throws -> Int {
    // Bound and released at once; nothing else of these tests asks for that number.
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            bind(descriptor, $0, size) == 0 && getsockname(descriptor, $0, &size) == 0
        }
    }
    guard isBound else { throw POSIXError(.EADDRINUSE) }
    return Int(UInt16(bigEndian: address.sin_port))
}
