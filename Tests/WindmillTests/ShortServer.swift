import Foundation

/// Answers each connection with the same bytes, at once or never, and hangs up.
final class ShortServer: Sendable {
    let port: Int
    private let descriptor: CInt

    /// `nil` answers nothing and keeps the connection open.
    init(_ answer: String?) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
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
        Thread.detachNewThread { ShortServer.serve(descriptor, answer) }
    }

    deinit { _ = shutdown(descriptor, Int32(SHUT_RDWR)) }

    private static func serve(_ descriptor: CInt, _ answer: String?) {
        while true {
            let client = accept(descriptor, nil, nil)
            guard client >= 0 else {
                close(descriptor)
                return
            }
            guard let answer else { continue }
            var request = [UInt8](repeating: 0, count: 4096)
            _ = read(client, &request, request.count)
            let bytes = Array(answer.utf8)
            _ = send(client, bytes, bytes.count, Int32(MSG_NOSIGNAL))
            close(client)
        }
    }
}
