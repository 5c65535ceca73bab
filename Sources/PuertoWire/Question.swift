internal import PuertoCore

/// The head of a request's frame: all that is read before the operation is known.
package struct QuestionHead: Codable, Sendable {
    /// The version of the operations. Both sides must have the same.
    package let version: Int
    package let operation: OperationName
    /// The session's cookie, 43 letters; `nil` without one.
    package let cookie: String?

    /// The version that this program speaks. It grows with every change of an operation.
    package static let current = 2
}

/// A request's frame.
package struct Question<Asked: Operation>: Codable, Sendable {
    let version: Int
    let operation: OperationName
    let cookie: String?
    package let content: Asked

    package init(_ content: Asked, cookie: String?) {
        version = QuestionHead.current
        operation = Asked.name
        self.cookie = cookie
        self.content = content
    }

    /// The frame's bytes.
    func bytes() throws -> [UInt8] {
        guard let written = content.written else { return try WireCoder.bytes(of: self) }
        var object = JSONObject()
        object.add("version", version)
        object.add("operation", operation.rawValue)
        object.add("cookie", cookie)
        object.add("content", written)
        return object.text
    }
}
