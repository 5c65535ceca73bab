/// A schedule, as it is read and as it is pushed.
package struct Schedule: Hashable, Sendable {
    package var path: ItemPath
    /// Six fields of cron, seconds first.
    package var schedule: String
    /// A name of the IANA database, such as `America/Mexico_City`.
    package var timezone: String
    package var scriptPath: ItemPath
    package var isFlow: Bool
    package var arguments: [String: JSONValue]
    package var isEnabled: Bool
    package var summary: String

    package init(
        path: ItemPath, schedule: String, timezone: String, scriptPath: ItemPath, isFlow: Bool,
        arguments: [String: JSONValue] = [:], isEnabled: Bool = true, summary: String = ""
    ) {
        self.path = path
        self.schedule = schedule
        self.timezone = timezone
        self.scriptPath = scriptPath
        self.isFlow = isFlow
        self.arguments = arguments
        self.isEnabled = isEnabled
        self.summary = summary
    }
}

extension Schedule: Codable {
    private enum CodingKeys: String, CodingKey {
        case path, schedule, timezone, args, enabled, summary
        case scriptPath = "script_path"
        case isFlow = "is_flow"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        path = try container.decode(ItemPath.self, forKey: .path)
        schedule = try container.text(.schedule)
        timezone = try container.text(.timezone)
        scriptPath = try container.decode(ItemPath.self, forKey: .scriptPath)
        isFlow = try container.decode(Bool.self, forKey: .isFlow)
        arguments = try container.decodeIfPresent([String: JSONValue].self, forKey: .args) ?? [:]
        isEnabled = try container.decode(Bool.self, forKey: .enabled)
        summary = try container.textIfPresent(.summary, atMost: 10_000) ?? ""
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(path, forKey: .path)
        try container.encode(schedule, forKey: .schedule)
        try container.encode(timezone, forKey: .timezone)
        try container.encode(scriptPath, forKey: .scriptPath)
        try container.encode(isFlow, forKey: .isFlow)
        // Newer servers require the key.
        try container.encode(arguments, forKey: .args)
        try container.encode(isEnabled, forKey: .enabled)
        try container.encode(summary, forKey: .summary)
    }
}
