internal import PuertoCore
package import PuertoHook

/// A request without its body, and the body's length.
package struct RequestHead: Sendable {
    package let request: Request
    package let bodyLength: Int

    /// The request with its body.
    package func with(body: [UInt8]) -> Request {
        var request = request
        request.body = body
        return request
    }
}

extension RequestHead {
    /// Reads the variables of RFC 3875 and ignores all others. Throws 500 if the web server does not
    /// set what it must, and the status of a request that is refused.
    ///
    /// `argv` is ignored: a web server puts a query without `=` there.
    package init(_ environment: Environment) throws(Refusal) {
        guard !environment.hasDouble(Self.variables),
            let sent = environment.value("REQUEST_METHOD"), !sent.isEmpty,
            environment.word("SERVER_NAME") != nil,
            let peer = environment.word("REMOTE_ADDR").flatMap(Self.address)
        else { throw Refusal(500) }
        let method = try Self.method(sent)
        let path = environment.value("PATH_INFO") ?? []
        guard path.count <= Limits.path else { throw Refusal(404) }
        let query = environment.value("QUERY_STRING") ?? []
        guard query.count <= Limits.query else { throw Refusal(414) }
        let headers = try Self.headers(environment)
        bodyLength = try Self.bodyLength(
            method, length: environment.value("CONTENT_LENGTH"),
            hasType: environment.value("CONTENT_TYPE")?.isEmpty == false,
            isChunked: headers.contains { $0.name == "transfer-encoding" })
        request = Request(
            method: method, path: path.isEmpty ? [UInt8(ascii: "/")] : path, query: query,
            headers: headers, peer: peer)
    }

    /// A method in upper-case letters (RFC 9110, 9.1). Throws 405 for anything else, as `post`.
    package static func method(_ sent: [UInt8]) throws(Refusal) -> String {
        guard sent.count <= 20, sent.allSatisfy(\.isUpperLetter) else {
            throw Refusal(405)
        }
        return String(decoding: sent, as: UTF8.self)
    }

    /// The length of the body, from one number in its shortest form. Throws 400, 411 or 413.
    package static func bodyLength(
        _ method: String, length: [UInt8]?, hasType: Bool, isChunked: Bool
    ) throws(Refusal) -> Int {
        guard !isChunked else { throw Refusal(411) }
        guard let length else {
            guard !hasType || method == "GET" || method == "HEAD" else { throw Refusal(411) }
            return 0
        }
        guard let number = Int(canonicalDigits: length) else { throw Refusal(400) }
        guard number <= Request.bodyLimit else { throw Refusal(413) }
        return number
    }

    /// Throws 431 if there are too many header fields, or too large ones.
    package static func check(_ headers: [Request.Header]) throws(Refusal) {
        var sum = 0
        for header in headers {
            guard header.value.count <= Limits.header else { throw Refusal(431) }
            sum += header.name.utf8.count + header.value.count
        }
        guard headers.count <= Limits.headers, sum <= Limits.allHeaders else {
            throw Refusal(431)
        }
    }
}

extension RequestHead {
    private static let variables = [
        "REQUEST_METHOD", "SERVER_NAME", "REMOTE_ADDR", "PATH_INFO", "QUERY_STRING", "CONTENT_TYPE",
        "CONTENT_LENGTH", "PUERTO_WORKSPACE", "PUERTO_SENDFILE",
    ]

    /// `HTTP_PROXY` is a setting of many programs; length and type have variables of their own.
    private static func isDropped(_ name: String) -> Bool {
        name == "PROXY" || name == "CONTENT_LENGTH" || name == "CONTENT_TYPE"
    }

    private static func headers(_ environment: Environment) throws(Refusal) -> [Request.Header] {
        var headers = environment.all("HTTP_")
            .filter { !isDropped($0.name) && !$0.name.isEmpty }
            .map { Request.Header(name: fieldName($0.name), value: $0.value) }
        for (variable, name) in [
            ("CONTENT_TYPE", "content-type"), ("CONTENT_LENGTH", "content-length"),
        ] {
            guard let value = environment.value(variable), !value.isEmpty else { continue }
            headers.append(Request.Header(name: name, value: value))
        }
        try check(headers)
        return headers
    }

    /// The field name of a variable: `USER_AGENT` is `user-agent`.
    private static func fieldName(_ variable: String) -> String {
        let bytes = variable.utf8.map { byte -> UInt8 in
            switch byte {
            case _ where byte.isUpperLetter: byte + 0x20
            case UInt8(ascii: "_"): UInt8(ascii: "-")
            default: byte
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// An IP address without the brackets that some web servers add; `nil` for anything else.
    private static func address(_ word: String) -> String? {
        var bytes = Array(word.utf8)
        if bytes.first == UInt8(ascii: "["), bytes.last == UInt8(ascii: "]"), bytes.count > 2 {
            bytes = Array(bytes[1..<(bytes.count - 1)])
        }
        let isAddress = bytes.allSatisfy { byte in
            byte.isAlphanumeric || [0x2E, 0x3A, 0x25].contains(byte)
        }
        return isAddress && bytes.count <= 64 ? String(decoding: bytes, as: UTF8.self) : nil
    }
}
