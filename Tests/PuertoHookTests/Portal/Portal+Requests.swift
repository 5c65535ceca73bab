import Foundation
import Synchronization
import Testing

@testable import PuertoHook

/// The sender of a request.
struct Visitor {
    var cookie: String?
    var csrf: String?
    var peer = "192.0.2.7"

    static let stranger = Visitor()
}

/// The body of a request.
enum Sent {
    case nothing
    case json(String)
    case form(KeyValuePairs<String, String>)
    case bytes([UInt8], type: String)

    var body: (bytes: [UInt8], type: String?) {
        switch self {
        case .nothing: ([], nil)
        case .json(let text): (Array(text.utf8), "application/json")
        case .form(let fields):
            (
                Array(fields.map { "\($0)=\(Sent.escaped($1))" }.joined(separator: "&").utf8),
                "application/x-www-form-urlencoded; charset=utf-8"
            )
        case .bytes(let bytes, let type): (bytes, type)
        }
    }

    private static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
                ? String(Unicode.Scalar(byte)) : String(format: "%%%02X", byte)
        }.joined()
    }
}

struct Answer {
    let status: Int
    let fields: [(name: String, value: String)]
    let bytes: [UInt8]

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The page's own part, without the frame.
    var main: String { text.components(separatedBy: "<main").last ?? "" }

    subscript(_ name: String) -> String? {
        fields.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// The whole answer as text, for comparison.
    var whole: String {
        "\(status)\n" + fields.map { "\($0.name): \($0.value)\n" }.joined() + "\n" + text
    }

    func json() throws -> JSON { try JSONDecoder().decode(JSON.self, from: Data(bytes)) }
}

extension Portal {
    /// Sends a request as a page of the portal does. `headers` replaces fields of the same name.
    @discardableResult
    func send(
        _ method: String, _ path: String, by visitor: Visitor = .stranger, _ sent: Sent = .nothing,
        headers: KeyValuePairs<String, String> = [:], language: String? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Answer {
        let halves = path.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var usual: [(String, String)] = [
            ("host", "portal.example"), ("sec-fetch-site", "same-origin"),
        ]
        if let cookie = visitor.cookie { usual.append(("cookie", "__Host-puerto=\(cookie)")) }
        if let csrf = visitor.csrf { usual.append(("x-csrf-token", csrf)) }
        let (body, type) = sent.body
        if let type { usual.append(("content-type", type)) }
        if let language { usual.append(("accept-language", language)) }
        usual.removeAll { field in headers.contains { $0.key == field.0 } }
        let all = usual + headers.filter { $0.value != "-" }.map { ($0.key, $0.value) }
        let request = Request(
            method: method, path: Array(halves[0].utf8),
            query: halves.count == 2 ? Array(halves[1].utf8) : [],
            headers: all.map { .init(name: $0.0, value: Array($0.1.utf8)) }, body: body,
            peer: visitor.peer)
        return try send(request, sourceLocation: sourceLocation)
    }

    /// Checks every answer against the contract.
    func send(_ request: Request, sourceLocation: SourceLocation = #_sourceLocation) throws
        -> Answer
    {
        let response = hook.answer(request)
        let fields = response.headers.map { ($0.name, $0.value) }
        var bytes: [UInt8] = []
        // The adapter sends no body for a HEAD.
        if case .bytes(let body) = response.body, request.method != "HEAD" { bytes = body }
        let answer = Answer(status: response.status, fields: fields, bytes: bytes)
        let path = String(decoding: request.path, as: UTF8.self)
        let operation = Contract.shared.operation(request.method, path)
        for problem in try Contract.shared.problems(of: answer, operation) {
            Issue.record(
                "\(request.method) \(path): \(problem)", sourceLocation: sourceLocation)
        }
        if let operation { seen.withLock { _ = $0.insert("\(operation.id) \(answer.status)") } }
        return answer
    }

    func logIn(
        _ name: String, from peer: String = "192.0.2.7",
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Visitor {
        let password = Portal.passwords[name] ?? ""
        var visitor = Visitor(peer: peer)
        let answer = try send(
            "POST", "/session", by: visitor,
            .json(#"{"operator": "\#(name)", "password": "\#(password)"}"#),
            sourceLocation: sourceLocation)
        try #require(answer.status == 200, "\(answer.text)", sourceLocation: sourceLocation)
        visitor.cookie = answer.cookie
        visitor.csrf = try answer.json()["csrf"]?.text
        if let cookie = visitor.cookie { keepSecret(cookie) }
        return visitor
    }
}

extension Answer {
    /// The value of the cookie that is set.
    var cookie: String? {
        self["Set-Cookie"]?.split(separator: ";").first?.split(separator: "=").last.map(String.init)
    }
}
