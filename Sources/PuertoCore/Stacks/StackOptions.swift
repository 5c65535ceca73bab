/// What of a tenant's stack is not as the configuration and the plan would have it.
package struct StackOptions: Hashable, Sendable {
    /// The plan's.
    package var profile: StackProfile?
    /// Windmill does not use Redis: it is there for a client's scripts.
    package var hasRedis: Bool
    /// The configuration's.
    package var exposure: Exposure?
    /// The configuration's.
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

    /// Where PostgreSQL and Redis can be reached.
    package enum Exposure: String, CaseIterable, Sendable, Codable {
        /// On 127.0.0.1 at the slot's ports.
        case loopback
        /// Inside the stack only.
        case none
    }
}

extension StackOptions {
    /// `name=value` words in a fixed order, as the database keeps them; empty when all is usual.
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

    /// Takes back what `text` gave. Throws `invalid` with the offending word.
    package init(_ text: String) throws {
        self.init()
        for word in text.split(separator: " ", omittingEmptySubsequences: true) {
            let halves = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard halves.count == 2 else { throw StackOptions.unknown(word) }
            try set(String(halves[0]), String(halves[1]))
        }
    }

    /// Sets one of them as a person writes it; an empty value is the usual one again.
    package mutating func set(_ name: String, _ value: String) throws {
        switch name {
        case "profile": profile = try StackOptions.word(name, value)
        case "redis":
            guard ["", "on", "off"].contains(value) else {
                throw PuertoError(
                    .invalid, "redis is \(PuertoError.quote(value))", hint: "on or off")
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
                .invalid, "\(name) is \(PuertoError.quote(value))", hint: "one of \(known)")
        }
        return word
    }

    private static func unknown(_ word: some StringProtocol) -> PuertoError {
        PuertoError(
            .invalid, "a stack has no option \(PuertoError.quote(word))",
            hint: "profile, redis, expose, image.windmill, image.postgres or image.redis")
    }
}
