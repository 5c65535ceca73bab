package import PuertoCore

/// The record of what was pushed into a client's Windmill. It holds no value of an item.
package struct ScriptFacts: Hashable, Sendable {
    /// The place of the push; `nil` before the first one.
    package var target: ScriptTarget?
    package var items: [PushedItem] = []
    /// The version of the last whole push; `nil` before the first one.
    package var version: ScriptVersion?

    package init() {}
}

/// The workspace that scripts are pushed into, and the data that hold it.
package struct ScriptTarget: Hashable, Sendable {
    package let workspace: String
    package let data: InstanceData

    package init(workspace: String, data: InstanceData) {
        self.workspace = workspace
        self.data = data
    }
}

/// An item as it was pushed last.
package struct PushedItem: Hashable, Sendable {
    /// As in `script` or `resource-type`.
    package let kind: String
    package let name: String
    /// The keyed digest of what was sent.
    package let sent: String
    /// The server's mark of the item afterwards.
    package let mark: String

    package init(kind: String, name: String, sent: String, mark: String) {
        (self.kind, self.name, self.sent, self.mark) = (kind, name, sent, mark)
    }
}
