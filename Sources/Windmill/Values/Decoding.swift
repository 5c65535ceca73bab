/// The longest text of one kind, in bytes of UTF-8.
enum TextLimit {
    static let name = 255
    static let source = 1024 * 1024
}

extension KeyedDecodingContainer {
    /// Decodes a text whose bytes matter. Throws when it is longer than the limit in bytes.
    func text(_ key: Key, atMost limit: Int = TextLimit.name) throws -> String {
        let text = try decode(String.self, forKey: key)
        guard text.utf8.count <= limit else {
            throw DecodingError.dataCorruptedError(
                forKey: key, in: self, debugDescription: "longer than \(limit) bytes")
        }
        return text
    }

    /// Reads a text as `text` does; `nil` for one that is missing or null.
    func textIfPresent(_ key: Key, atMost limit: Int = TextLimit.name) throws -> String? {
        try hasValue(key) ? text(key, atMost: limit) : nil
    }

    /// Decodes a text for people as one clean line of at most `limit` characters; empty when it is
    /// missing or null.
    func line(_ key: Key, atMost limit: Int = 200) throws -> String {
        CleanText.line(try decodeIfPresent(String.self, forKey: key) ?? "", atMost: limit)
    }

    /// Decodes a number of things. Throws for a negative one, or one above 10^12.
    func count(_ key: Key) throws -> Int {
        let number = try decode(Int.self, forKey: key)
        guard (0...1_000_000_000_000).contains(number) else {
            throw DecodingError.dataCorruptedError(
                forKey: key, in: self, debugDescription: "not a number of things")
        }
        return number
    }

    private func hasValue(_ key: Key) throws -> Bool {
        try contains(key) && !decodeNil(forKey: key)
    }
}
