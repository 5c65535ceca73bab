/// The parameters of an action beside its tenant; never a secret.
package struct JobParameters: Hashable, Sendable {
    /// The reason for a suspension or an archive, in words for people.
    package var reason: String?
    /// The credential that `rotate` replaces.
    package var field: CredentialField?
    /// The images that `upgrade` is to run.
    package var images: [ServiceKind: ImageReference]
    /// SHA-256, in hex, of the plan that the operator confirmed: the job does nothing when the plan
    /// is another one by then.
    package var plan: String?
    /// Tells whether a missing data volume is made anew: an operator has given up its data.
    package var newData: Bool
    /// Tells whether an older image than the one that ran last may start: an operator has said so.
    package var allowsDowngrade: Bool
    /// Tells whether `scripts` removes from Windmill what was pushed once and has no file any more.
    package var prune: Bool

    package init(
        reason: String? = nil, field: CredentialField? = nil,
        images: [ServiceKind: ImageReference] = [:], plan: String? = nil, newData: Bool = false,
        allowsDowngrade: Bool = false, prune: Bool = false
    ) {
        self.reason = reason
        self.field = field
        self.images = images
        self.plan = plan
        self.newData = newData
        self.allowsDowngrade = allowsDowngrade
        self.prune = prune
    }
}

extension JobParameters {
    /// Returns one `name: value` a line, as the database and the history keep it; empty without
    /// parameters.
    package var text: String { lines.joined(separator: "\n") }

    package var lines: [String] {
        var lines: [String] = []
        if let reason { lines.append("reason: \(reason)") }
        if let field { lines.append("field: \(field.rawValue)") }
        for kind in ServiceKind.allCases {
            if let image = images[kind] { lines.append("image.\(kind.rawValue): \(image)") }
        }
        if newData { lines.append("new-data: yes") }
        if allowsDowngrade { lines.append("allow-downgrade: yes") }
        if prune { lines.append("prune: yes") }
        if let plan { lines.append("plan: \(plan)") }
        return lines
    }

    /// Reads what `text` wrote. Throws `invalid` for anything else.
    package init(_ text: String) throws {
        self.init()
        for line in text.split(separator: "\n") {
            // Bytes are compared: a value may begin with a mark that makes one Character with the
            // space.
            let bytes = line.utf8
            guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else {
                throw JobParameters.unknown(line)
            }
            let name = String(line[..<colon])
            let value = String(Substring(bytes[colon...].dropFirst(2)))
            try set(name, value)
        }
    }

    private mutating func set(_ name: String, _ value: String) throws {
        switch name {
        case "reason": reason = try String.line(value, called: "reason", limit: 500)
        case "field": field = try CredentialField(value)
        case "plan": plan = value
        case "new-data": newData = value == "yes"
        case "prune": prune = value == "yes"
        case "allow-downgrade": allowsDowngrade = value == "yes"
        default:
            guard name.hasPrefix("image."),
                let kind = ServiceKind(rawValue: String(name.dropFirst(6)))
            else { throw JobParameters.unknown(name) }
            images[kind] = try ImageReference(value)
        }
    }

    private static func unknown(_ text: some StringProtocol) -> PuertoError {
        PuertoError(.invalid, "a job has the unknown parameter \(PuertoError.quote(text))")
    }
}

extension JobParameters: Codable {
    /// Reads the text that `text` writes, and throws what the initializer throws.
    package init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
