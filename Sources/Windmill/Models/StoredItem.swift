/// An item as a server keeps it: all its fields as JSON, of which a caller takes what it knows.
/// Path and time are checked; everything else was written by anybody with a login.
package struct StoredItem: Hashable, Sendable {
    package let path: ItemPath
    package let fields: [String: JSONValue]
    /// The user who changed it last, as one clean line; empty where the server does not say.
    package let changedBy: String
    package let changedAt: ServerTime?
    /// Differs when the item has changed: a script's hash, or the time of the change, which lists and
    /// single reads both have. Empty where the server gives neither.
    package let version: String
}

extension StoredItem: Decodable {
    package init(from decoder: any Decoder) throws {
        let fields = try decoder.singleValueContainer().decode([String: JSONValue].self)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        path = try container.decode(ItemPath.self, forKey: .path)
        let time = try? container.decodeIfPresent(ServerTime.self, forKey: .editedAt)
        changedAt =
            try time ?? container.decodeIfPresent(ServerTime.self, forKey: .createdAt)
        let name = fields["edited_by"] ?? fields["created_by"]
        changedBy =
            if case .string(let text)? = name { CleanText.line(text, atMost: 60) } else { "" }
        if let hash = try container.decodeIfPresent(ScriptHash.self, forKey: .hash) {
            version = hash.text
        } else {
            version = time?.text ?? ""
        }
        self.fields = fields
    }

    private enum CodingKeys: String, CodingKey {
        case path, hash
        case editedAt = "edited_at"
        case createdAt = "created_at"
    }
}
