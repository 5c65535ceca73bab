internal import FoundationEssentials
internal import NIOHTTP1

/// One call of the API as a value: what is sent, and what may come back.
struct Call: Sendable {
    let method: HTTPMethod
    /// The path below `/api`; its parts are checked types, so that nothing needs percent-encoding.
    let path: String
    var query: [(name: String, value: String)] = []
    var body: [UInt8]?
    /// True when a second identical request changes nothing that the first has not.
    var isRepeatable: Bool
    /// The longest answer, in bytes.
    var answerLimit = 64 * 1024
    /// Statuses that are answers as well as 200 to 299.
    var accepted: Set<Int> = []
    /// The limits of this call, in the place of the client's own.
    var silence: Duration?
    var total: Duration?
    /// The text of an error in the place of the path, for paths that hold a part of a secret.
    var shownPath: String?
    /// The secrets of the body, which the text of an error must not repeat.
    var secrets: [SecretText] = []

    /// The longest answer of a call that reads one item, in bytes.
    static let itemLimit = 2 * 1024 * 1024
    /// The longest answer of a call that lists, in bytes.
    static let listLimit = 8 * 1024 * 1024
}

extension Call {
    static func get(
        _ path: String, _ query: [(name: String, value: String)] = [], limit: Int = 64 * 1024
    ) -> Call {
        Call(
            method: .GET, path: path, query: query, isRepeatable: true, answerLimit: limit)
    }

    static func delete(_ path: String) -> Call {
        Call(method: .DELETE, path: path, isRepeatable: false)
    }

    /// A call without a body.
    static func post(_ path: String, repeatable: Bool = false) -> Call {
        Call(method: .POST, path: path, isRepeatable: repeatable)
    }

    /// Throws what the body's encoding throws.
    static func post(
        _ path: String, _ body: some Encodable, query: [(name: String, value: String)] = [],
        repeatable: Bool = false, secrets: [SecretText] = []
    ) throws -> Call {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Call(
            method: .POST, path: path, query: query, body: Array(try encoder.encode(body)),
            isRepeatable: repeatable, secrets: secrets)
    }

    /// Path and query as in the request line.
    var target: String {
        guard !query.isEmpty else { return path }
        // The offset of a time is the one value with a character that a query reads otherwise.
        let parts = query.map { "\($0.name)=\($0.value.replacing("+", with: "%2B"))" }
        return path + "?" + parts.joined(separator: "&")
    }

    /// Names the call in errors, without its query.
    var name: CallName {
        CallName(method: method.rawValue, path: "/api" + (shownPath ?? path))
    }
}

/// The name of a call in errors: method and path, without query.
package struct CallName: Hashable, Sendable, CustomStringConvertible {
    package let method: String
    package let path: String

    package var description: String { "\(method) \(path)" }
}
