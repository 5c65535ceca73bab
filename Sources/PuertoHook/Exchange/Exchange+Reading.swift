internal import PuertoCore

extension Exchange {
    /// Reads the query's fields and the language that they name. Throws a 400.
    mutating func readQuery() throws {
        query = Fields(try FormText.query(request.query), from: .query)
        if let language = try query.language("lang") { reader.asked = language }
    }

    /// Reads a body of JSON or of a form; no body at all is an empty one. Throws a 400 or 415.
    mutating func readBody() throws {
        switch mediaType {
        case "application/json":
            body = Fields(try JSONText.object(request.body), from: .json)
        case "application/x-www-form-urlencoded":
            body = Fields(try FormText.fields(request.body), from: .form)
        case "" where request.body.isEmpty: break
        default:
            throw Problem.unreadable("application/json or application/x-www-form-urlencoded")
        }
    }

    /// The media type of the body in small letters, without parameters; empty without one.
    var mediaType: String {
        let sent = request.header("content-type") ?? []
        let type = sent.prefix { $0 != UInt8(ascii: ";") && $0 != 0x20 }
        return String(decoding: type, as: UTF8.self).lowercased()
    }

    /// The CSRF token of the header or of the form's field `csrf`; the form's comes first.
    mutating func readCSRFToken() throws -> String? {
        let header = request.header("x-csrf-token").map { String(decoding: $0, as: UTF8.self) }
        return try body.text("csrf", 0...200) ?? header
    }

    /// The idempotency key of the header or of a form's field `key`. Throws a 400.
    mutating func idempotencyKey() throws -> String? {
        let field = try body.text("key", 1...128)
        let header = request.header("idempotency-key").map { String(decoding: $0, as: UTF8.self) }
        guard request.headers.count(where: { $0.name == "idempotency-key" }) < 2 else {
            throw Problem(400, english: "there are two idempotency keys")
        }
        guard let key = header ?? field else { return nil }
        guard key.isRequestName else {
            throw Problem(
                400, english: "the idempotency key is not 1 to 128 letters, digits, '-' and '_'")
        }
        return key
    }
}
