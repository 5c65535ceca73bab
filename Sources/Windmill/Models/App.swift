/// An app, which Windmill's users call a dashboard.
package struct App: Hashable, Sendable {
    package let path: ItemPath
    package let summary: String
    package let value: JSONValue
    /// The policy: on whose behalf its scripts run, and which ones.
    package let policy: JSONValue
    /// True when it consists of its own files instead of a grid of parts.
    package let isRaw: Bool
}

extension App: Decodable {
    private enum CodingKeys: String, CodingKey {
        case path, summary, value, policy
        case rawApp = "raw_app"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        path = try container.decode(ItemPath.self, forKey: .path)
        summary = try container.textIfPresent(.summary, atMost: 10_000) ?? ""
        value = try container.decode(JSONValue.self, forKey: .value)
        policy = try container.decode(JSONValue.self, forKey: .policy)
        isRaw = try container.decodeIfPresent(Bool.self, forKey: .rawApp) ?? false
    }
}
