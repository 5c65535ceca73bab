/// Per-client overrides of a stack: what differs from the configuration and the plan.
package struct StackOptions: Hashable, Sendable {
    /// `nil` for the plan's profile.
    package var profile: StackProfile?
    /// Tells whether the stack has Redis. Windmill does not use it; a client's scripts may.
    package var hasRedis: Bool
    /// `nil` for the configuration's exposure.
    package var exposure: Exposure?
    /// Images that replace the configuration's.
    package var images: [ServiceKind: ImageReference]

    package init(
        profile: StackProfile? = nil, hasRedis: Bool = true, exposure: Exposure? = nil,
        images: [ServiceKind: ImageReference] = [:]
    ) {
        self.profile = profile
        self.hasRedis = hasRedis
        self.exposure = exposure
        self.images = images
    }

    /// The reach of PostgreSQL and Redis.
    package enum Exposure: String, CaseIterable, Sendable, Codable {
        /// On 127.0.0.1 at the slot's ports.
        case loopback
        /// Only inside the stack.
        case none
    }
}

extension StackOptions {
    /// Returns `name=value` words in a fixed order, as the database keeps them; empty without
    /// overrides.
    package var text: String {
        var words: [String] = []
        if let profile { words.append("profile=\(profile.rawValue)") }
        if !hasRedis { words.append("redis=off") }
        if let exposure { words.append("expose=\(exposure.rawValue)") }
        for kind in ServiceKind.pictured {
            if let image = images[kind] { words.append("image.\(kind.rawValue)=\(image)") }
        }
        return words.joined(separator: " ")
    }

    /// Reads what `text` wrote. Throws `invalid` with the offending word.
    package init(_ text: String) throws {
        self.init()
        for word in text.split(separator: " ", omittingEmptySubsequences: true) {
            let halves = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard halves.count == 2 else { throw StackOptions.unknown(word) }
            try set(String(halves[0]), String(halves[1]))
        }
    }

    /// Sets one option as an operator writes it; an empty value removes the override.
    package mutating func set(_ name: String, _ value: String) throws {
        switch name {
        case "profile": profile = try StackOptions.word(name, value)
        case "redis":
            guard ["", "on", "off"].contains(value) else {
                throw PuertoError(
                    .invalid, "redis is \(PuertoError.quote(value))", hint: "on or off"
                ).spanish("redis es \(PuertoError.quote(value))", hint: "on u off")
            }
            hasRedis = value != "off"
        case "expose": exposure = try StackOptions.word(name, value)
        default:
            let kind =
                name.hasPrefix("image.") ? ServiceKind(rawValue: String(name.dropFirst(6))) : nil
            guard let kind, ServiceKind.pictured.contains(kind) else {
                throw StackOptions.unknown(name)
            }
            images[kind] = value.isEmpty ? nil : try ImageReference(value)
        }
    }

    private static func word<Word>(_ name: String, _ value: String) throws -> Word?
    where Word: CaseIterable & RawRepresentable, Word.RawValue == String {
        guard !value.isEmpty else { return nil }
        guard let word = Word(rawValue: value) else {
            let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
            throw PuertoError(
                .invalid, "\(name) is \(PuertoError.quote(value))", hint: "one of \(known)"
            ).spanish("\(name) es \(PuertoError.quote(value))", hint: "uno de \(known)")
        }
        return word
    }

    private static func unknown(_ word: some StringProtocol) -> PuertoError {
        PuertoError(
            .invalid, "a stack has no option \(PuertoError.quote(word))",
            hint: "profile, redis, expose, image.windmill, image.postgres or image.redis"
        ).spanish(
            "un sistema no tiene la opción \(PuertoError.quote(word))",
            hint: "profile, redis, expose, image.windmill, image.postgres o image.redis")
    }
}

extension StackOptions: Codable {
    /// Reads the text that `text` writes, and throws what the initializer throws.
    package init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
