import Foundation

/// What a server does with a request.
package enum Reply: Sendable {
    /// Sends the bytes, and waits for the next request.
    case bytes(String)
    /// Sends the bytes and closes the connection.
    case last(String)
    /// Sends the bytes, then nothing more until the client leaves.
    case silence(after: String)
    /// Sends the bytes, then one more every few milliseconds until the client leaves.
    case drip(after: String)
    /// Sends the bytes, then ever more until the client leaves.
    case flood(after: String)
}

extension Reply {
    /// A whole answer, after which the connection stays open.
    package static func answer(_ status: Int, _ body: String = "", _ headers: String...) -> Reply {
        .bytes(Self.text(status, body, headers))
    }

    /// The bytes of a whole answer.
    package static func text(_ status: Int, _ body: String, _ headers: [String] = []) -> String {
        let length = status == 204 ? [] : ["content-length: \(body.utf8.count)"]
        let lines = ["HTTP/1.1 \(status) Status"] + length + headers
        return lines.joined(separator: "\r\n") + "\r\n\r\n" + body
    }

    /// Does it. Returns whether the connection stays open.
    func send(to socket: CInt) -> Bool {
        switch self {
        case .bytes(let text): return Self.write(text, to: socket)
        case .last(let text):
            _ = Self.write(text, to: socket)
            return false
        case .silence(let text):
            _ = Self.write(text, to: socket)
            while !Self.isLeft(socket, milliseconds: 10_000) {}
            return false
        case .drip(let text):
            var isThere = Self.write(text, to: socket)
            while isThere, !Self.isLeft(socket, milliseconds: 20) {
                isThere = Self.write("x", to: socket)
            }
            return false
        case .flood(let text):
            var isThere = Self.write(text, to: socket)
            let block = String(repeating: "x", count: 65_536)
            while isThere { isThere = Self.write(block, to: socket) }
            return false
        }
    }

    private static func write(_ text: String, to socket: CInt) -> Bool {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Foundation.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Waits for the client to close the connection.
    private static func isLeft(_ socket: CInt, milliseconds: Int32) -> Bool {
        var entry = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
        guard poll(&entry, 1, milliseconds) > 0 else { return false }
        var byte: UInt8 = 0
        return recv(socket, &byte, 1, Int32(MSG_PEEK)) <= 0
    }
}
