/// A version of a script.
package struct Script: Hashable, Sendable {
    package let path: ItemPath
    package let hash: ScriptHash
    package let summary: String
    package let description: String
    /// The source, at most 1 MiB; empty in lists.
    package let content: String
    /// Windmill's name of the language, such as `python3`.
    package let language: String
    package let kind: String
    package let schema: JSONValue?
    package let lock: String?
    package let lockErrorLogs: String?
    package let tag: String?
    package let createdBy: String
    package let createdAt: ServerTime?
    package let isArchived: Bool
}

extension Script: Decodable {
    private enum CodingKeys: String, CodingKey {
        case path, hash, summary, description, content, language, kind, schema, lock, tag, archived
        case lockErrorLogs = "lock_error_logs"
        case createdBy = "created_by"
        case createdAt = "created_at"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        path = try container.decode(ItemPath.self, forKey: .path)
        hash = try container.decode(ScriptHash.self, forKey: .hash)
        summary = try container.textIfPresent(.summary, atMost: 10_000) ?? ""
        description = try container.textIfPresent(.description, atMost: 100_000) ?? ""
        content = try container.textIfPresent(.content, atMost: TextLimit.source) ?? ""
        language = try container.text(.language, atMost: 50)
        kind = try container.textIfPresent(.kind, atMost: 50) ?? "script"
        schema = try container.decodeIfPresent(JSONValue.self, forKey: .schema)
        lock = try container.textIfPresent(.lock, atMost: TextLimit.source)
        lockErrorLogs = try container.textIfPresent(.lockErrorLogs, atMost: TextLimit.source)
        tag = try container.textIfPresent(.tag)
        createdBy = try container.line(.createdBy)
        createdAt = try container.decodeIfPresent(ServerTime.self, forKey: .createdAt)
        isArchived = try container.decodeIfPresent(Bool.self, forKey: .archived) ?? false
    }
}

/// The state of a script's lock, which a job on a worker makes after each push.
package enum Deployment: Hashable, Sendable {
    case pending
    case done(lock: String)
    /// The log of the failed job, at most 1 MiB.
    case failed(log: String)
}

extension Deployment: Decodable {
    private enum CodingKeys: String, CodingKey {
        case lock
        case log = "lock_error_logs"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        if let log = try container.textIfPresent(.log, atMost: TextLimit.source), !log.isEmpty {
            self = .failed(log: log)
        } else if let lock = try container.textIfPresent(.lock, atMost: TextLimit.source) {
            self = .done(lock: lock)
        } else {
            self = .pending
        }
    }
}
