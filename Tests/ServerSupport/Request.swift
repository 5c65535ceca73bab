import Foundation

/// A request as the server has read it.
package struct Request: Sendable {
    /// Method and target, as in `GET /api/version`.
    package let line: String
    /// By lower-case names.
    package let headers: [String: String]
    package let body: String
    /// The number of the connection that it came on, from 0.
    package let connection: Int
}

/// The requests of one connection, with bodies of a declared length.
struct RequestStream {
    let socket: CInt
    let connection: Int
    private var buffer: [UInt8] = []

    init(socket: CInt, connection: Int) {
        self.socket = socket
        self.connection = connection
    }

    /// `nil` when the client has closed the connection.
    mutating func next() -> Request? {
        guard let end = read(until: { Self.headEnd($0) }) else { return nil }
        let lines = String(decoding: buffer[..<end], as: UTF8.self)
            .components(separatedBy: "\r\n").filter { !$0.isEmpty }
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
        }
        let length = Int(headers["content-length"] ?? "0") ?? 0
        guard read(until: { $0.count >= end + length ? end + length : nil }) != nil else {
            return nil
        }
        let body = String(decoding: buffer[end..<(end + length)], as: UTF8.self)
        buffer.removeFirst(end + length)
        let line = lines[0].replacingOccurrences(of: " HTTP/1.1", with: "")
        return Request(line: line, headers: headers, body: body, connection: connection)
    }

    private mutating func read(until place: ([UInt8]) -> Int?) -> Int? {
        while true {
            if let found = place(buffer) { return found }
            var bytes = [UInt8](repeating: 0, count: 65_536)
            let count = recv(socket, &bytes, bytes.count, 0)
            guard count > 0 else { return nil }
            buffer += bytes[..<count]
        }
    }

    private static func headEnd(_ bytes: [UInt8]) -> Int? {
        let end = Array("\r\n\r\n".utf8)
        return bytes.indices.dropLast(3).first { Array(bytes[$0..<($0 + 4)]) == end }
            .map { $0 + 4 }
    }
}
