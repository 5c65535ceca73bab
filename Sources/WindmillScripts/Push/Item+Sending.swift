internal import Windmill

extension NewScript {
    init(_ item: Item) throws {
        self.init(
            path: try ItemPath(item.key.name), content: item.content, language: item.language,
            summary: item.text("summary"), description: item.text("description"))
        schema = item.fields["schema"]
        kind = item.fields["kind"].map { _ in item.text("kind") }
        tag = item.fields["tag"].map { _ in item.text("tag") }
        lock = item.fields["lock"].map { _ in item.text("lock") }
        envs = item.texts("envs")
        labels = item.texts("labels")
        cacheTTL = item.number("cache_ttl")
        timeout = item.number("timeout")
        priority = item.number("priority")
        concurrentLimit = item.number("concurrent_limit")
        concurrencyWindow = item.number("concurrency_time_window_s")
    }
}

extension Flow {
    init(_ item: Item) throws {
        self.init(
            path: try ItemPath(item.key.name), value: item.fields["value"] ?? [:],
            summary: item.text("summary"), description: item.text("description"),
            schema: item.fields["schema"],
            tag: item.fields["tag"].map { _ in item.text("tag") })
    }
}

extension Schedule {
    init(_ item: Item) throws {
        var arguments: [String: JSONValue] = [:]
        if case .object(let members)? = item.fields["args"] { arguments = members }
        self.init(
            path: try ItemPath(item.key.name), schedule: item.text("schedule"),
            timezone: item.text("timezone"), scriptPath: try ItemPath(item.text("script_path")),
            isFlow: item.fields["is_flow"] == true, arguments: arguments,
            isEnabled: item.fields["enabled"] != false, summary: item.text("summary"))
    }
}

extension Item {
    fileprivate func number(_ name: String) -> Int? {
        if case .integer(let number)? = fields[name] { Int(number) } else { nil }
    }

    fileprivate func texts(_ name: String) -> [String]? {
        guard case .array(let values)? = fields[name] else { return nil }
        return values.compactMap { if case .string(let text) = $0 { text } else { nil } }
    }
}
