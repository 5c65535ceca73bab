/// A flow, as it is read and as it is pushed.
package struct Flow: Hashable, Sendable {
    package var path: ItemPath
    package var summary: String
    package var description: String
    /// The steps, in Windmill's form (OpenFlow).
    package var value: JSONValue
    package var schema: JSONValue?
    package var tag: String?
    /// The user who changed it last; empty in a flow that is to be pushed.
    package let editedBy: String
    package let editedAt: ServerTime?

    package init(
        path: ItemPath, value: JSONValue, summary: String = "", description: String = "",
        schema: JSONValue? = nil, tag: String? = nil
    ) {
        self.path = path
        self.summary = summary
        self.description = description
        self.value = value
        self.schema = schema
        self.tag = tag
        editedBy = ""
        editedAt = nil
    }
}

extension Flow: Codable {
    private enum CodingKeys: String, CodingKey {
        case path, summary, description, value, schema, tag
        case editedBy = "edited_by"
        case editedAt = "edited_at"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        path = try container.decode(ItemPath.self, forKey: .path)
        summary = try container.textIfPresent(.summary, atMost: 10_000) ?? ""
        description = try container.textIfPresent(.description, atMost: 100_000) ?? ""
        value = try container.decode(JSONValue.self, forKey: .value)
        schema = try container.decodeIfPresent(JSONValue.self, forKey: .schema)
        tag = try container.textIfPresent(.tag)
        editedBy = try container.line(.editedBy)
        editedAt = try container.decodeIfPresent(ServerTime.self, forKey: .editedAt)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(path, forKey: .path)
        try container.encode(summary, forKey: .summary)
        try container.encode(description, forKey: .description)
        try container.encode(value, forKey: .value)
        try container.encodeIfPresent(schema, forKey: .schema)
        try container.encodeIfPresent(tag, forKey: .tag)
    }
}

/// A row of a list of flows or apps: what a page shows as a link.
package struct ListedItem: Hashable, Sendable {
    package let path: ItemPath
    package let summary: String
    package let editedAt: ServerTime?
}

extension ListedItem: Decodable {
    private enum CodingKeys: String, CodingKey {
        case path, summary
        case editedAt = "edited_at"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        path = try container.decode(ItemPath.self, forKey: .path)
        summary = try container.line(.summary)
        editedAt = try container.decodeIfPresent(ServerTime.self, forKey: .editedAt)
    }
}
