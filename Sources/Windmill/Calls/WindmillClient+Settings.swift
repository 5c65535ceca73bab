/// Settings of the whole instance; they need a superadmin.
extension WindmillClient {
    /// The value of a setting, `null` for one that was never set.
    package func setting(_ key: SettingKey) async throws -> JSONValue {
        try await json(.get("/settings/global/\(key)"))
    }

    /// Sets a setting; `null` deletes it.
    package func set(_ key: SettingKey, to value: JSONValue) async throws {
        try await send(.post("/settings/global/\(key)", ["value": value], repeatable: true))
    }

    /// One page of the workers that have reported lately.
    package func workers(_ page: ListPage = ListPage()) async throws -> Listed<Worker> {
        try await json(.get("/workers/list", page.query, limit: Call.listLimit))
    }
}
