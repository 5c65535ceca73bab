import Foundation
import PuertoEngine
import Synchronization

/// Answers each connection with the same bytes, in parts, and keeps what it was sent.
final class ScriptedServer: Sendable {
    let port: Int
    private let descriptor: CInt
    private let received = Mutex<[UInt8]>([])

    /// `parts` are sent one after the other, each as a packet of its own. `repeats` the last one
    /// without end; a server that is `open` afterwards says nothing more and hangs up only when its
    /// client does.
    init(
        _ parts: [[UInt8]], repeats: Bool = false, isOpen: Bool = true,
        at host: String = "127.0.0.1"
    ) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        inet_pton(AF_INET, host, &address.sin_addr)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(descriptor, $0, size)
                _ = listen(descriptor, 64)
                _ = getsockname(descriptor, $0, &size)
            }
        }
        self.descriptor = descriptor
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread { [weak self] in
            while true {
                let client = accept(descriptor, nil, nil)
                guard client >= 0 else { break }
                guard let self else {
                    close(client)
                    break
                }
                self.serve(client, parts, repeats, isOpen)
            }
            close(descriptor)
        }
    }

    deinit { _ = shutdown(descriptor, Int32(SHUT_RDWR)) }

    /// All bytes of all clients, as text where they are text.
    var heard: String { received.withLock { String(decoding: $0, as: UTF8.self) } }

    private func serve(_ client: CInt, _ parts: [[UInt8]], _ repeats: Bool, _ isOpen: Bool) {
        var noDelay: CInt = 1
        setsockopt(
            client, Int32(IPPROTO_TCP), TCP_NODELAY, &noDelay, socklen_t(MemoryLayout<CInt>.size))
        Thread.detachNewThread { [self] in
            var rest = parts[...]
            while let part = rest.first {
                let count = send(client, part, part.count, Int32(MSG_NOSIGNAL))
                guard count == part.count else { break }
                if rest.count > 1 || !repeats { rest = rest.dropFirst() }
                if rest.isEmpty { break }
                usleep(repeats ? 20_000 : 1_000)
            }
            if !isOpen { _ = shutdown(client, Int32(SHUT_WR)) }
            var request = [UInt8](repeating: 0, count: 4096)
            while true {
                let count = read(client, &request, request.count)
                guard count > 0 else { break }
                received.withLock { $0 += request[..<count] }
            }
            close(client)
        }
    }
}
