package import Windmill

/// An item as it should be in a workspace, or as it is there: the fields that are pushed and
/// compared, those with Windmill's own value left out.
package struct Item: Hashable, Sendable {
    package let key: ItemKey
    package var fields: [String: JSONValue]
    /// The value of a secret variable; `nil` where it is known to the workspace alone.
    package var secret: SecretText?
    /// True when it is made when missing and never changed afterwards.
    package var isOnlyMade: Bool

    package init(
        _ key: ItemKey, _ fields: [String: JSONValue], secret: SecretText? = nil,
        isOnlyMade: Bool = false
    ) {
        self.key = key
        self.fields = fields
        self.secret = secret
        // People of the client give rights to their folders; what they gave stays.
        self.isOnlyMade = isOnlyMade || key.kind == .folder
    }

    /// The source of a script.
    package var content: String { text("content") }
    package var language: String { text("language") }
    package var isSecret: Bool { fields["is_secret"] == true }
}

extension Item {
    func text(_ name: String) -> String {
        if case .string(let text)? = fields[name] { text } else { "" }
    }

    /// Takes from a server's item what is compared. A lock that the server made by itself is left
    /// out, and so is the value of a secret variable.
    init(_ kind: ItemKind, _ stored: StoredItem) {
        var fields: [String: JSONValue] = [:]
        for field in kind.fields where field.name != "lock" {
            guard let value = stored.fields[field.name], field.accepts(value),
                !field.isStandard(value)
            else { continue }
            fields[field.name] = value
        }
        if kind == .script {
            for name in ["content", "language"] {
                guard case .string(let text)? = stored.fields[name] else { continue }
                fields[name] = .string(text)
            }
        }
        if fields["is_secret"] == true { fields["value"] = nil }
        self.init(ItemKey(kind, stored.path.text), fields)
    }

    init(_ type: ResourceType) {
        var fields: [String: JSONValue] = [:]
        if type.schema != .null, type.schema != .object([:]) { fields["schema"] = type.schema }
        if !type.description.isEmpty { fields["description"] = .string(type.description) }
        self.init(ItemKey(.resourceType, type.name.text), fields)
    }

    /// True when only its presence is compared: its owner is the workspace.
    var isLeftAlone: Bool { isOnlyMade || isSecret && secret == nil }

    /// The fields that are compared: without locks, which Windmill makes of its own, also in the
    /// steps of a flow.
    var compared: [String: JSONValue] {
        var fields = fields
        fields["lock"] = nil
        if key.kind == .flow { fields["value"] = fields["value"].map(Self.withoutLocks) }
        return fields
    }

    private static func withoutLocks(_ value: JSONValue) -> JSONValue {
        switch value {
        case .null, .bool, .integer, .fraction, .string: return value
        case .array(let values): return .array(values.map(withoutLocks))
        case .object(var members):
            if members["type"] == "rawscript" { members["lock"] = nil }
            return .object(members.mapValues(withoutLocks))
        }
    }
}
