/// A resource of a workspace, as it is read and as it is pushed. Passwords belong into secret
/// variables, which its value names as `$var:f/folder/name`.
package struct Resource: Hashable, Sendable {
    package var path: ItemPath
    package var type: ResourceTypeName
    package var value: JSONValue
    package var description: String

    package init(
        path: ItemPath, type: ResourceTypeName, value: JSONValue, description: String = ""
    ) {
        self.path = path
        self.type = type
        self.value = value
        self.description = description
    }
}

extension Resource: Codable {
    private enum CodingKeys: String, CodingKey {
        case path, value, description
        case type = "resource_type"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        path = try container.decode(ItemPath.self, forKey: .path)
        type = try container.decode(ResourceTypeName.self, forKey: .type)
        value = try container.decodeIfPresent(JSONValue.self, forKey: .value) ?? .null
        description = try container.textIfPresent(.description, atMost: 100_000) ?? ""
    }
}

/// A type of resources: its name and the JSON schema of their values.
package struct ResourceType: Hashable, Sendable {
    package var name: ResourceTypeName
    package var schema: JSONValue
    package var description: String

    package init(name: ResourceTypeName, schema: JSONValue, description: String = "") {
        self.name = name
        self.schema = schema
        self.description = description
    }
}

extension ResourceType: Codable {
    private enum CodingKeys: String, CodingKey { case name, schema, description }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        name = try container.decode(ResourceTypeName.self, forKey: .name)
        schema = try container.decodeIfPresent(JSONValue.self, forKey: .schema) ?? .null
        description = try container.textIfPresent(.description, atMost: 100_000) ?? ""
    }
}
