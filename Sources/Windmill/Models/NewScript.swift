/// A script to be pushed. Optional fields that are `nil` are not sent, and have Windmill's default.
package struct NewScript: Hashable, Sendable {
    package var path: ItemPath
    package var summary: String
    package var description: String
    package var content: String
    /// Windmill's name of the language, such as `python3`.
    package var language: String
    /// `nil` has a worker compute it.
    package var lock: String?
    package var schema: JSONValue?
    package var kind: String?
    package var tag: String?
    package var envs: [String]?
    package var cacheTTL: Int?
    /// The longest run, in seconds.
    package var timeout: Int?
    package var priority: Int?
    package var concurrentLimit: Int?
    package var concurrencyWindow: Int?
    package var hasPreprocessor: Bool?
    package var labels: [String]?
    /// The message in Windmill's history of the script.
    package var deploymentMessage: String?
    package var parent = Parent.automatic

    /// The version that this one follows.
    package enum Parent: Hashable, Sendable {
        /// The one that is there, which the server finds by itself under a lock of its own.
        case automatic
        /// Exactly this one, or none at all. The server refuses the push when it finds another.
        case exactly(ScriptHash?)
    }

    package init(
        path: ItemPath, content: String, language: String, summary: String = "",
        description: String = ""
    ) {
        self.path = path
        self.summary = summary
        self.description = description
        self.content = content
        self.language = language
    }
}

extension NewScript: Encodable {
    private enum CodingKeys: String, CodingKey {
        case path, summary, description, content, language, lock, schema, kind, tag, envs, timeout
        case priority, labels
        case cacheTTL = "cache_ttl"
        case concurrentLimit = "concurrent_limit"
        case concurrencyWindow = "concurrency_time_window_s"
        case hasPreprocessor = "has_preprocessor"
        case deploymentMessage = "deployment_message"
        case autoParent = "auto_parent"
        case parentHash = "parent_hash"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(path, forKey: .path)
        try container.encode(summary, forKey: .summary)
        try container.encode(description, forKey: .description)
        try container.encode(content, forKey: .content)
        try container.encode(language, forKey: .language)
        try container.encodeIfPresent(lock, forKey: .lock)
        try container.encodeIfPresent(schema, forKey: .schema)
        try container.encodeIfPresent(kind, forKey: .kind)
        try container.encodeIfPresent(tag, forKey: .tag)
        try container.encodeIfPresent(envs, forKey: .envs)
        try container.encodeIfPresent(cacheTTL, forKey: .cacheTTL)
        try container.encodeIfPresent(timeout, forKey: .timeout)
        try container.encodeIfPresent(priority, forKey: .priority)
        try container.encodeIfPresent(concurrentLimit, forKey: .concurrentLimit)
        try container.encodeIfPresent(concurrencyWindow, forKey: .concurrencyWindow)
        try container.encodeIfPresent(hasPreprocessor, forKey: .hasPreprocessor)
        try container.encodeIfPresent(labels, forKey: .labels)
        try container.encodeIfPresent(deploymentMessage, forKey: .deploymentMessage)
        switch parent {
        case .automatic: try container.encode(true, forKey: .autoParent)
        case .exactly(let hash): try container.encodeIfPresent(hash, forKey: .parentHash)
        }
    }
}
