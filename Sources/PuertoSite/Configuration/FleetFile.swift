package import PuertoCore

/// Reads `fleet.yaml`.
package enum FleetFile {
    /// Reads the declarations of all tenants. Throws `PuertoErrors` with `file:line`; it does not
    /// compare them with the recorded tenants.
    package static func read(_ path: String) throws -> [TenantDeclaration] {
        try parse(TextFile.bytes(of: path), file: path)
    }

    package static func parse(_ bytes: [UInt8], file: String) throws -> [TenantDeclaration] {
        var root = try YAMLMap(parsing: bytes, file: file)
        var errors = ErrorCollector()
        let values = try root.value("tenants").list()
        _ = try errors.attempt { try root.finish() }
        var drafts: [TenantDeclaration] = []
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
    private static func draft(_ value: YAMLValue) throws -> TenantDeclaration {
        var map = try value.map()
        var draft = TenantDeclaration(
            slug: try map.parsed("slug", Slug.init(_:)), name: try map.line("name"),
            kind: try map.enumeration("kind"), file: value.file, line: value.line)
        draft.host = try map.optionalParsed("host", Slug.init(_:))
        draft.slot = try map.optional("slot").map(ConfigurationFile.slot)
        try readContact(&map, &draft)
        draft.locale = try map.optionalEnumeration("locale")
        draft.plan = try map.declared("plan") { try String.word($0, called: "plan") }
        draft.status = try map.optionalEnumeration("status")
        draft.since = try map.optionalParsed("since", Day.init(_:))
        draft.containers = try containers(&map)
        draft.dashboards = try dashboards(&map)
        draft.tags = try tags(&map)
        draft.stack = try stack(&map)
        try map.finish()
        return draft
    }

    private static func readContact(_ tenant: inout YAMLMap, _ draft: inout TenantDeclaration)
        throws
    {
        guard var map = try tenant.optionalMap("contact") else { return }
        draft.contactName = try map.declared("name") { try String.line($0, called: "name") }
        draft.contactEmail = try map.declared("email", String.email)
        try map.finish()
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

    private static func stack(_ tenant: inout YAMLMap) throws -> DeclaredStack {
        var stack = DeclaredStack()
        guard var map = try tenant.optionalMap("stack") else { return stack }
        stack.profile = try map.declaredEnumeration("profile")
        stack.hasRedis = try map.optionalParsed("redis") { text in
            var options = StackOptions()
            try options.set("redis", text)
            return options.hasRedis
        }
        stack.exposure = try map.declaredEnumeration("expose")
        if var images = try map.optionalMap("images") {
            for kind in ServiceKind.pictured {
                let image = try images.declared(kind.rawValue, ImageReference.init(_:))
                if image != .unsaid { stack.images[kind] = image }
            }
            try images.finish()
        }
        try map.finish()
        return stack
    }

    private static func dashboards(_ tenant: inout YAMLMap) throws -> [Dashboard]? {
        try tenant.optional("dashboards")?.list().map { value in
            var map = try value.map()
            let dashboard = Dashboard(
                title: try map.line("title"), path: try map.parsed("path", String.path))
            try map.finish()
            return dashboard
        }
    }

    private static func tags(_ tenant: inout YAMLMap) throws -> [String]? {
        var seen = Doubles(.tag)
        return try tenant.optional("tags")?.list().map { value in
            let tag = try YAMLMap.parse(value) { try String.word($0, called: "tag") }
            try seen.add(tag, value)
            return tag
        }
    }
}
