/// A token as its owner sees it in a list: without the secret part.
package struct ListedToken: Hashable, Sendable {
    package let prefix: TokenPrefix
    /// The name that its maker gave it; sessions of browsers have a label of Windmill's own.
    package let label: String
    package let expires: ServerTime?
    /// At most 100; a token with more cannot be read, since a part of them would say less than it
    /// opens.
    package let scopes: [String]
}

extension ListedToken: Decodable {
    private enum CodingKeys: String, CodingKey {
        case label, expiration, scopes
        case prefix = "token_prefix"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        prefix = try container.decode(TokenPrefix.self, forKey: .prefix)
        label = try container.line(.label)
        expires = try container.decodeIfPresent(ServerTime.self, forKey: .expiration)
        let scopes = try container.decodeIfPresent([String].self, forKey: .scopes) ?? []
        guard scopes.count <= 100 else {
            throw DecodingError.dataCorruptedError(
                forKey: .scopes, in: container, debugDescription: "more than 100 scopes")
        }
        self.scopes = scopes.map { CleanText.line($0, atMost: 100) }
    }
}

/// A token to be made.
package struct NewToken: Hashable, Sendable, Encodable {
    package var label: String
    /// `nil` makes a token without end.
    package var expires: ServerTime?
    /// The calls that it may make; `nil` allows all that its owner may.
    package var scopes: [String]?
    /// The one workspace in which it works; `nil` for all.
    package var workspace: WorkspaceID?

    package init(
        label: String, expires: ServerTime? = nil, scopes: [String]? = nil,
        workspace: WorkspaceID? = nil
    ) {
        self.label = label
        self.expires = expires
        self.scopes = scopes
        self.workspace = workspace
    }

    private enum CodingKeys: String, CodingKey {
        case label, scopes
        case expires = "expiration"
        case workspace = "workspace_id"
    }
}
