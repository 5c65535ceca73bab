internal import Windmill

/// A field of an item's YAML file that is pushed and compared.
struct ItemField: Sendable {
    let name: String
    let type: FieldType
    /// The server's value where the file says nothing. Such a value is not kept.
    var standard: JSONValue = .null
    var isRequired = false

    enum FieldType: Sendable {
        case text, flag, number, texts, object, any
    }

    func accepts(_ value: JSONValue) -> Bool {
        switch (type, value) {
        case (.text, .string), (.flag, .bool), (.number, .integer), (.object, .object), (.any, _):
            true
        case (.texts, .array(let values)):
            values.allSatisfy { if case .string = $0 { true } else { false } }
        case (.text, _), (.flag, _), (.number, _), (.texts, _), (.object, _): false
        }
    }

    /// Tells whether the value says no more than a missing one.
    func isStandard(_ value: JSONValue) -> Bool {
        if value == .null || value == standard { return true }
        switch type {
        case .text: return value == .string("") && !isRequired
        case .texts: return value == .array([])
        case .object: return value == .object([:]) && !isRequired
        case .flag, .number, .any: return false
        }
    }
}

extension ItemKind {
    var fields: [ItemField] {
        switch self {
        case .folder: [ItemField(name: "summary", type: .text)]
        case .resourceType:
            [
                ItemField(name: "schema", type: .object),
                ItemField(name: "description", type: .text),
            ]
        case .variable:
            [
                ItemField(name: "value", type: .text),
                ItemField(name: "is_secret", type: .flag, standard: false),
                ItemField(name: "description", type: .text),
            ]
        case .resource:
            [
                ItemField(name: "value", type: .any),
                ItemField(name: "resource_type", type: .text, isRequired: true),
                ItemField(name: "description", type: .text),
            ]
        case .script: ItemField.script
        case .flow:
            [
                ItemField(name: "summary", type: .text),
                ItemField(name: "description", type: .text),
                ItemField(name: "value", type: .object, isRequired: true),
                ItemField(name: "schema", type: .object), ItemField(name: "tag", type: .text),
            ]
        case .schedule:
            [
                ItemField(name: "schedule", type: .text, isRequired: true),
                ItemField(name: "timezone", type: .text, isRequired: true),
                ItemField(name: "script_path", type: .text, isRequired: true),
                ItemField(name: "is_flow", type: .flag, standard: false),
                ItemField(name: "args", type: .object),
                ItemField(name: "enabled", type: .flag, standard: true),
                ItemField(name: "summary", type: .text),
            ]
        }
    }
}

extension ItemField {
    fileprivate static let script = [
        ItemField(name: "summary", type: .text), ItemField(name: "description", type: .text),
        ItemField(name: "kind", type: .text, standard: "script"),
        ItemField(name: "schema", type: .object), ItemField(name: "lock", type: .text),
        ItemField(name: "tag", type: .text), ItemField(name: "envs", type: .texts),
        ItemField(name: "cache_ttl", type: .number), ItemField(name: "timeout", type: .number),
        ItemField(name: "priority", type: .number),
        ItemField(name: "concurrent_limit", type: .number),
        ItemField(name: "concurrency_time_window_s", type: .number),
        ItemField(name: "labels", type: .texts),
    ]
}
