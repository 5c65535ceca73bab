internal import PuertoCore

/// Cuts the bytes of a PostgreSQL server into messages (protocol 3.0), as far as a login has them.
struct PostgresMessages {
    private var buffer: [UInt8] = []

    struct Message: Hashable {
        let kind: UInt8
        let body: [UInt8]

        /// The message as it was received.
        var bytes: [UInt8] { [kind] + PostgresMessages.number(body.count + 4) + body }

        /// The number that a request for authentication begins with; `nil` in other messages.
        var request: Int? {
            guard kind == Kind.authentication, body.count >= 4 else { return nil }
            return body[..<4].reduce(0) { $0 << 8 | Int($1) }
        }
    }

    enum Kind {
        static let authentication = UInt8(ascii: "R")
        static let error = UInt8(ascii: "E")
        static let notice = UInt8(ascii: "N")
        static let parameter = UInt8(ascii: "S")
        static let key = UInt8(ascii: "K")
        static let ready = UInt8(ascii: "Z")
        static let all = [authentication, error, notice, parameter, key, ready]
    }

    /// No message of a login is longer; libpq has the same limit for errors.
    static let limit = 30_000

    mutating func append(_ bytes: [UInt8]) { buffer += bytes }

    /// Returns and forgets what no message was made of.
    mutating func rest() -> [UInt8] {
        defer { buffer = [] }
        return buffer
    }

    /// Returns the next whole message; `nil` while it is not all there. Throws for bytes that begin
    /// no message of a login.
    mutating func next() throws(NoLogin) -> Message? {
        guard let kind = buffer.first else { return nil }
        guard Kind.all.contains(kind) else { throw .foreign }
        guard buffer.count >= 5 else { return nil }
        let length = buffer[1..<5].reduce(0) { $0 << 8 | Int($1) }
        guard (4...PostgresMessages.limit).contains(length) else { throw .foreign }
        guard buffer.count > length else { return nil }
        let message = Message(kind: kind, body: Array(buffer[5..<(length + 1)]))
        buffer.removeFirst(length + 1)
        return message
    }

    /// A number of four bytes, the first one first.
    static func number(_ value: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
}

extension PostgresMessages.Message {
    /// A server's error as the end of a login: `wrongPassword` by its SQLSTATE, which no language
    /// changes.
    var failure: NoLogin {
        var fields: [UInt8: String] = [:]
        for field in body.split(separator: 0) {
            guard let name = field.first else { continue }
            fields[name] = String(decoding: field.dropFirst(), as: UTF8.self)
        }
        // 28P01: invalid_password.
        if fields[UInt8(ascii: "C")] == "28P01" { return NoLogin(answer: .wrongPassword) }
        let severity = fields[UInt8(ascii: "S")] ?? "ERROR"
        let text = "\(severity): \(fields[UInt8(ascii: "M")] ?? "")"
        return .unreachable(PuertoError.visible(String(text.prefix(200))))
    }
}

extension NoLogin {
    static let foreign = NoLogin.withheld(
        "it does not speak PostgreSQL's protocol, and was sent no password")
}
