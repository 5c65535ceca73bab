internal import GRDB
package import PuertoCore

extension Store {
    package func stack(of slug: Slug) throws -> StackFacts {
        try read { db in try facts(FleetSnapshot(db, path), slug, db) }
    }

    package func workspaceID() throws -> String { try read(Store.workspaceID) }

    func facts(_ records: FleetSnapshot, _ slug: Slug, _ db: Database) throws -> StackFacts {
        let record = try records.tenant(slug)
        let tenant = record.tenant
        let first = try Int.fetchOne(
            db,
            sql: """
                SELECT subnet.first FROM subnet JOIN slot
                    ON slot.host = subnet.host AND slot.number = subnet.slot
                WHERE slot.tenant = ?
                """, arguments: [record.id])
        guard let first, let first = UInt32(exactly: first) else {
            throw Store.damaged(path, "'\(slug)' has no addresses")
        }
        let rows = CredentialRows(db: db)
        let stored = { (table: CredentialRows.Table) in
            Dictionary(
                uniqueKeysWithValues: try CredentialField.allCases.compactMap { field in
                    try rows.stored(record.id, field.rawValue, in: table).map { (field, $0) }
                })
        }
        return StackFacts(
            workspace: try Store.workspaceID(db), id: record.id,
            number: try Store.number(record.id, db), former: try Store.former(record.id, db),
            tenant: tenant,
            plan: records.all.plans.first { $0.id == tenant.plan },
            subnet: Subnet(first: first, length: 26), credentials: try stored(.current),
            next: try stored(.next),
            applied: try String.fetchOne(
                db, sql: "SELECT applied FROM stack WHERE tenant = ?", arguments: [record.id]),
            volumes: try VolumeRows(db: db).marks(record.id),
            images: try VolumeRows(db: db).images(record.id),
            adopted: try Store.adopted(record.id, db),
            // The web tier makes no call of an instance.
            instance: options.side == .web
                ? InstanceFacts() : try InstanceRows(db: db).facts(record.id))
    }

    private static func workspaceID(_ db: Database) throws -> String {
        let sql = "SELECT coalesce((SELECT copy_id FROM place), id) FROM workspace"
        return try String.fetchOne(db, sql: sql) ?? ""
    }
}

extension Store {
    /// Records the digest of the applied stack file (SHA-256 in hex).
    package func setApplied(_ digest: String?, _ lease: Lease) throws {
        try write { db in
            try renew(lease, db)
            try StackRows(db: db).ensure(lease.tenant)
            try db.execute(
                sql: "UPDATE stack SET applied = ? WHERE tenant = ?",
                arguments: [digest, lease.tenant])
        }
    }

    /// Sets a tenant's status as a job has made it. Setting it again changes nothing.
    package func setStatus(
        _ status: Tenant.Status, reason: String?, _ lease: Lease
    ) throws {
        try write { db in
            try renew(lease, db)
            guard let slug = lease.job.tenant else { return }
            let actor = Actor.job(lease.job.id)
            let tenant = try FleetSnapshot(db, path).tenant(slug).tenant
            let rows = StackRows(db: db)
            try rows.ensure(lease.tenant)
            let old = try rows.reason(lease.tenant)
            guard tenant.status != status || old != reason else { return }
            let sights = SightRows(db: db)
            let before = try sights.numbers(of: lease.tenant)
            try rows.set(status, reason: reason, of: lease.tenant, at: options.now())
            if status == .ready { try sights.keepProbe(of: lease.tenant, before) }
            var detail = ["status: \(tenant.status.rawValue) → \(status.rawValue)"]
            if let reason { detail.append("reason: \(reason)") }
            try auditLog(db, actor).done("tenant.state", slug.text, detail)
        }
    }

    /// Records the images that an upgrade has proven as the stack's own. One that is `usual`, as
    /// puerto.yaml names it, needs no override.
    package func setImages(
        _ images: [ServiceKind: ImageReference], usual: [ServiceKind: ImageReference] = [:],
        _ lease: Lease
    ) throws {
        try write { db in
            try renew(lease, db)
            guard let slug = lease.job.tenant else { return }
            let tenant = try FleetSnapshot(db, path).tenant(slug).tenant
            var stack = tenant.stack
            for (kind, image) in images { stack.images[kind] = usual[kind] == image ? nil : image }
            guard stack != tenant.stack else { return }
            try StackRows(db: db).ensure(lease.tenant)
            try db.execute(
                sql: "UPDATE stack SET options = ? WHERE tenant = ?",
                arguments: [stack.text, lease.tenant])
            try auditLog(db, .job(lease.job.id)).done(
                "tenant.edit", slug.text,
                [
                    "stack: \(tenant.stack.text.isEmpty ? "–" : tenant.stack.text) → \(stack.text)"
                ])
        }
    }
}

extension Store {
    /// Returns the next value of a credential's rotation, which is made and recorded when there is
    /// none.
    package func recordNextCredential(_ field: CredentialField, _ lease: Lease) throws
        -> StoredSecret
    {
        try write { db in
            try renew(lease, db)
            let rows = CredentialRows(db: db)
            if let there = try rows.stored(lease.tenant, field.rawValue, in: .next) { return there }
            let place = try rows.nextPlace(lease.tenant, field.rawValue)
            let value = try generator()(field, place)
            try rows.putNext(value, place, at: options.now())
            return StoredSecret(sealed: value.sealed, place: place)
        }
    }

    /// Puts the next value in place of the current one, which is deleted. Doing so again changes
    /// nothing. A page that hands the application's password out is sealed again.
    package func promoteCredential(_ field: CredentialField, _ lease: Lease) throws {
        try write { db in
            try renew(lease, db)
            let rows = CredentialRows(db: db)
            guard let next = try rows.stored(lease.tenant, field.rawValue, in: .next) else {
                return
            }
            let old = try rows.facts(lease.tenant).first { $0.field == field }
            let print = try rows.nextFingerprint(lease.tenant, field.rawValue)
            try rows.put(
                SealedCredential(sealed: next.sealed, fingerprint: print), next.place,
                at: options.now(), isGenerated: true)
            try rows.removeNext(lease.tenant, field.rawValue)
            try auditLog(db, .job(lease.job.id)).done(
                "credential.rotate", lease.job.tenant?.text ?? "",
                [
                    "field: \(field.rawValue)",
                    "fingerprint: \(old?.fingerprint ?? "–") → \(print)", "value: generated",
                ])
            if field == .app, let slug = lease.job.tenant {
                let record = try FleetSnapshot(db, path).tenant(slug)
                try reseal(record, db, .job(lease.job.id))
            }
        }
    }
}
