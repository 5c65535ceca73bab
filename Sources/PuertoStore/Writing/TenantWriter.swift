internal import GRDB
internal import PuertoCore

/// The statements that change a tenant's rows.
struct TenantWriter {
    let db: Database
    let hosts: [Slug: Int]
    let subnets: SubnetPool

    /// Writes the row of `tenant` and returns its id.
    func put(_ tenant: Tenant, id: Int?) throws -> Int {
        let values: [(any DatabaseValueConvertible)?] = [
            tenant.slug.text, tenant.name, tenant.kind.rawValue, tenant.contact.name,
            tenant.contact.email, tenant.locale.rawValue, tenant.plan, tenant.status.rawValue,
            tenant.since?.description, DashboardText.text(tenant.dashboards),
            tenant.tags.joined(separator: " "), tenant.onboardingToken,
        ]
        guard let id else {
            let given = tenant.kind == .base ? 0 : nil
            try run(TenantWriter.insert, [given] + values)
            let id = Int(db.lastInsertedRowID)
            try put(tenant.stack, of: id)
            return id
        }
        try run(TenantWriter.update, values + [id])
        try put(tenant.stack, of: id)
        return id
    }

    /// Writes the stack's options. The default ones need no row.
    private func put(_ options: StackOptions, of id: Int) throws {
        let text = options.text
        if !text.isEmpty { try StackRows(db: db).ensure(id) }
        try run("UPDATE stack SET options = ? WHERE tenant = ? AND options <> ?", [text, id, text])
    }

    /// Puts a tenant into its slot, with its services.
    func occupy(_ tenant: Tenant, id: Int) throws {
        let slot: [(any DatabaseValueConvertible)?] = [hosts[tenant.host], tenant.slot.number]
        // The row of a quarantine that is over or was the tenant's own.
        try run("DELETE FROM slot WHERE host = ? AND number = ? AND tenant IS NULL", slot)
        try run("INSERT INTO slot (host, number, tenant) VALUES (?, ?, ?)", slot + [id])
        // A slot that was quarantined has addresses already.
        let block = subnets.block(of: tenant.slot)
        try run("DELETE FROM subnet WHERE host = ? AND slot = ?", slot)
        try run(
            "INSERT INTO subnet (host, slot, first) VALUES (?, ?, ?)", slot + [Int(block.first)])
        for (kind, port, container) in services(tenant) {
            try run(
                "INSERT INTO service (host, slot, kind, port, container) VALUES (?, ?, ?, ?, ?)",
                slot + [kind, port, container])
        }
    }

    /// Quarantines the slot a tenant leaves.
    func vacate(_ tenant: Tenant, until: Int) throws {
        let slot: [(any DatabaseValueConvertible)?] = [hosts[tenant.host], tenant.slot.number]
        try run("DELETE FROM service WHERE host = ? AND slot = ?", slot)
        try run(
            """
            UPDATE slot SET tenant = NULL, former_tenant = ?, until = ?
            WHERE host = ? AND number = ?
            """, [tenant.slug.text, until] + slot)
    }

    /// Writes the container names of a tenant that stays in its slot.
    func rename(_ tenant: Tenant) throws {
        for (kind, _, container) in services(tenant) {
            try run(
                """
                UPDATE service SET container = ?
                WHERE host = ? AND slot = ? AND kind = ? AND container <> ?
                """, [container, hosts[tenant.host], tenant.slot.number, kind, container])
        }
    }
}

extension TenantWriter {
    private static let insert = """
        INSERT INTO tenant (id, slug, name, kind, contact_name, contact_email, language, plan,
            status, since, dashboards, tags, welcome_token)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    private static let update = """
        UPDATE tenant SET slug = ?, name = ?, kind = ?, contact_name = ?, contact_email = ?,
            language = ?, plan = ?, status = ?, since = ?, dashboards = ?, tags = ?,
            welcome_token = ?
        WHERE id = ?
        """

    private func services(_ tenant: Tenant) -> [(kind: String, port: Int, container: String)] {
        let (ports, names) = (tenant.ports, tenant.containers)
        return [
            ("windmill", ports.app, names.windmill), ("postgres", ports.postgres, names.postgres),
            ("redis", ports.redis, names.redis),
        ]
    }

    private func run(_ sql: String, _ values: [(any DatabaseValueConvertible)?]) throws {
        try db.cachedStatement(sql: sql).execute(arguments: StatementArguments(values))
    }
}
