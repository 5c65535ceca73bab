/// The record of the last push into a workspace. The caller keeps it; it holds no value of an item.
package struct PushedState: Hashable, Sendable {
    package var items: [ItemKey: Pushed]

    package init(_ items: [ItemKey: Pushed] = [:]) { self.items = items }
}

/// An item as it was pushed last.
package struct Pushed: Hashable, Sendable, Codable {
    /// The keyed digest of what was sent; empty while a schedule is being replaced.
    package let sent: String
    /// The server's mark of the item afterwards: a script's hash, a version, a time, or a digest.
    package let mark: String

    package init(sent: String, mark: String) {
        self.sent = sent
        self.mark = mark
    }
}
