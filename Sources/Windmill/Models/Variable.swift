/// A variable of a workspace.
package struct Variable: Hashable, Sendable {
    package let path: ItemPath
    /// `nil` for a secret one, which is never asked for.
    package let value: String?
    package let isSecret: Bool
    package let description: String
}

extension Variable: Decodable {
    private enum CodingKeys: String, CodingKey {
        case path, value, description
        case isSecret = "is_secret"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        path = try container.decode(ItemPath.self, forKey: .path)
        isSecret = try container.decode(Bool.self, forKey: .isSecret)
        value =
            isSecret ? nil : try container.textIfPresent(.value, atMost: TextLimit.source)
        description = try container.textIfPresent(.description, atMost: 100_000) ?? ""
    }
}

/// A variable to be made or set. Its value never prints itself, whether it is secret or not.
package struct NewVariable: Hashable, Sendable {
    package var path: ItemPath
    package var value: SecretText
    package var isSecret: Bool
    package var description: String

    package init(
        path: ItemPath, value: SecretText, isSecret: Bool, description: String = ""
    ) {
        self.path = path
        self.value = value
        self.isSecret = isSecret
        self.description = description
    }
}

extension NewVariable: Encodable {
    private enum CodingKeys: String, CodingKey {
        case path, value, description
        case isSecret = "is_secret"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(path, forKey: .path)
        try container.encode(value.text, forKey: .value)
        try container.encode(isSecret, forKey: .isSecret)
        try container.encode(description, forKey: .description)
    }
}
