package import PuertoCore

/// Reads `fleet.yaml`.
package enum FleetFile {
    /// Reads the drafts of all tenants. Throws `PuertoErrors` with `file:line`; it does not compare
    /// them with the recorded tenants.
    package static func read(_ path: String) throws -> [TenantDraft] {
        try parse(TextFile.bytes(of: path), file: path)
    }

    package static func parse(_ bytes: [UInt8], file: String) throws -> [TenantDraft] {
        var root = try YAMLMap(parsing: bytes, file: file)
        var errors = ErrorCollector()
        let values = try root.value("tenants").list()
        _ = try errors.attempt { try root.finish() }
        var drafts: [TenantDraft] = []
        drafts.reserveCapacity(values.count)
        for value in values {
            if let draft = try errors.attempt({ try draft(value) }) { drafts.append(draft) }
        }
        try errors.finish()
        try checkDoubles(drafts)
        return drafts
    }
}

extension FleetFile {
    private static func draft(_ value: YAMLValue) throws -> TenantDraft {
        var map = try value.map()
        var draft = TenantDraft(
            slug: try map.parsed("slug", Slug.init(_:)), name: try map.line("name"),
            kind: try map.enumeration("kind"), file: value.file, line: value.line)
        draft.host = try map.optionalParsed("host", Slug.init(_:))
        draft.slot = try map.optional("slot").map(ConfigurationFile.slot)
        draft.contact = try contact(&map)
        draft.language = try map.optionalEnumeration("locale")
        draft.plan = try map.optionalParsed("plan") { try String.word($0, called: "plan") }
        draft.status = try map.optionalEnumeration("status")
        draft.since = try map.optionalParsed("since", Day.init(_:))
        draft.containers = try containers(&map)
        draft.dashboards = try dashboards(&map)
        draft.tags = try tags(&map)
        draft.stack = try stack(&map)
        try map.finish()
        return draft
    }

    private static func contact(_ tenant: inout YAMLMap) throws -> Contact {
        guard var map = try tenant.optionalMap("contact") else { return Contact() }
        let contact = Contact(
            name: try map.optionalLine("name"),
            email: try map.optionalParsed("email", String.email))
        try map.finish()
        return contact
    }

    private static func containers(_ tenant: inout YAMLMap) throws -> TenantDraft.ContainerNames {
        guard var map = try tenant.optionalMap("containers") else { return .init() }
        let names = TenantDraft.ContainerNames(
            windmill: try map.optionalParsed("windmill", String.container),
            postgres: try map.optionalParsed("postgres", String.container),
            redis: try map.optionalParsed("redis", String.container))
        try map.finish()
        return names
    }

    private static func stack(_ tenant: inout YAMLMap) throws -> StackOptions {
        guard var map = try tenant.optionalMap("stack") else { return StackOptions() }
        var options = StackOptions()
        options.profile = try map.optionalEnumeration("profile")
        if let redis = map.optional("redis") {
            try YAMLMap.parse(redis) { try options.set("redis", $0) }
        }
        options.exposure = try map.optionalEnumeration("expose")
        options.images = try ConfigurationFile.images(&map)
        try map.finish()
        return options
    }

    private static func dashboards(_ tenant: inout YAMLMap) throws -> [Dashboard] {
        try tenant.list("dashboards").map { value in
            var map = try value.map()
            let dashboard = Dashboard(
                title: try map.line("title"), path: try map.parsed("path", String.path))
            try map.finish()
            return dashboard
        }
    }

    private static func tags(_ tenant: inout YAMLMap) throws -> [String] {
        var seen = Doubles("tag")
        return try tenant.list("tags").map { value in
            let tag = try YAMLMap.parse(value) { try String.word($0, called: "tag") }
            try seen.add(tag, value)
            return tag
        }
    }
}
