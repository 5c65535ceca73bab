/// A body with further fields of the object that it replaces, since a server takes a missing field
/// for an empty one. A field of the body counts where both have it.
struct KeepingFields<Body: Encodable>: Encodable {
    let body: Body
    let kept: [String: JSONValue]

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: AnyKey.self)
        for (name, value) in kept { try container.encode(value, forKey: AnyKey(name)) }
        try body.encode(to: encoder)
    }

    private struct AnyKey: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(_ text: String) { stringValue = text }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}
