internal import GRDB
package import PuertoCore

extension Store {
    /// The origin of an onboarding page's passphrase.
    package enum PassphraseKind: String, Sendable {
        case words, code, chosen
    }

    /// Issues a client's onboarding page, in place of the one before. `seal` seals the passphrase
    /// for its place.
    ///
    /// Throws `protected` for the base system, `conflict` for a system that is neither ready nor
    /// degraded, and `notFound` for a client without password or e-mail address.
    package func issueHandoff(
        _ slug: Slug, passphrase: PassphraseKind, by actor: Actor,
        seal: (SecretPlace) throws -> SealedCredential
    ) throws -> Handoff {
        try write { db in try issueHandoff(slug, passphrase: passphrase, by: actor, db, seal: seal)
        }
    }

    /// Does the same in the caller's transaction.
    func issueHandoff(
        _ slug: Slug, passphrase: PassphraseKind, by actor: Actor, _ db: Database,
        seal: (SecretPlace) throws -> SealedCredential
    ) throws -> Handoff {
        let record = try FleetSnapshot(db, path).tenant(slug)
        let (rows, credentials) = (HandoffRows(db: db), CredentialRows(db: db))
        try Store.checkHandoff(record.tenant, db)
        let now = options.now()
        let old = try rows.current(record.id)
        if let old {
            try rows.end(old.id, .replaced, by: actor, at: now)
            try credentials.remove(record.id, CredentialRows.passphrase)
        }
        let place = try credentials.nextPlace(record.id, CredentialRows.passphrase)
        try credentials.put(
            try seal(place), place, at: now, isGenerated: passphrase != .chosen)
        guard let basis = try basis(record, db) else {
            throw Store.noCredential(slug, .app)
        }
        let page = try keeper().sealPage(basis)
        let fingerprint = try appFingerprint(record.id, db)
        try rows.add(
            basis, page, fingerprint: fingerprint, passphrase: passphrase.rawValue, at: now)
        try auditLog(db, actor).done(
            "handoff.page", slug.text,
            [
                "fingerprint: \(fingerprint)", "passphrase: \(passphrase.rawValue)",
                "before: \(old?.fingerprint ?? "–")",
            ])
        return Handoff(
            issuedAt: now, sealedAt: now, fingerprint: fingerprint,
            hasChosenPassphrase: passphrase == .chosen, page: page)
    }

    /// Throws what `issueHandoff` throws for a client that lacks something.
    package func checkHandoff(of slug: Slug) throws {
        try read { db in
            let record = try FleetSnapshot(db, path).tenant(slug)
            try Store.checkHandoff(record.tenant, db)
            let password = try CredentialRows(db: db).stored(
                record.id, CredentialField.app.rawValue)
            guard password != nil else { throw Store.noCredential(slug, .app) }
        }
    }

    /// Throws what `addLink` throws for a client that lacks something.
    package func checkLink(of slug: Slug, _ field: CredentialField) throws {
        try read { db in
            try FleetSnapshot(db, path).tenant(slug).tenant
                .checkHandoff(of: field, here: FleetSnapshot.hosts(db).first?.host.name)
        }
    }

    /// Withdraws the onboarding page: its content is deleted, and the row of the handoff stays.
    /// Throws `notFound` when no page is handed out.
    package func withdrawHandoff(_ slug: Slug, by actor: Actor) throws {
        try withdrawHandoffs([slug], by: actor)
    }

    /// Withdraws the pages of several clients in one transaction: all of them or none.
    package func withdrawHandoffs(_ slugs: [Slug], by actor: Actor) throws {
        try write { db in
            for slug in slugs { try withdrawHandoff(slug, by: actor, db) }
        }
    }

    private func withdrawHandoff(_ slug: Slug, by actor: Actor, _ db: Database) throws {
        let record = try FleetSnapshot(db, path).tenant(slug)
        let rows = HandoffRows(db: db)
        guard let current = try rows.current(record.id) else {
            throw PuertoError(
                .notFound, "no sealed page of '\(slug)' is handed out",
                hint: "puerto handoff list shows those that are"
            ).spanish(
                "no hay ninguna página sellada de '\(slug)' entregada",
                hint: "puerto handoff list muestra las que hay")
        }
        try rows.end(current.id, .withdrawn, by: actor, at: options.now())
        try CredentialRows(db: db).remove(record.id, CredentialRows.passphrase)
        try auditLog(db, actor).done(
            "handoff.withdraw", slug.text, ["fingerprint: \(current.fingerprint)"])
    }

    /// Returns the pages that were replaced or withdrawn, newest first, with the slugs of their
    /// clients; without `slug`, those of all clients.
    package func pastHandoffs(of slug: Slug? = nil) throws -> [(tenant: Slug, page: PastHandoff)] {
        try read { db in
            let id = try slug.map { try FleetSnapshot(db, path).tenant($0).id }
            return try HandoffRows(db: db).past(of: id)
        }
    }

    /// Seals stale pages again: those whose URL, user name or slug has changed. Each is a
    /// transaction of its own, and `progress` is called before it. Returns the slugs of their
    /// clients.
    package func refreshHandoffs(by actor: Actor, progress: (Slug) -> Void = { _ in }) throws
        -> [Slug]
    {
        let stale = try read { db in
            let tenants = Set(try HandoffRows(db: db).tenants())
            guard !tenants.isEmpty else { return [Slug]() }
            let records = try FleetSnapshot(db, path)
            return try records.ids.indices.filter { tenants.contains(records.ids[$0]) }.filter {
                try isStale(
                    FleetSnapshot.Entry(id: records.ids[$0], tenant: records.all.tenant($0)), db)
            }.map { records.all.slug($0) }
        }
        for slug in stale {
            progress(slug)
            try write { db in
                let record = try FleetSnapshot(db, path).tenant(slug)
                if try isStale(record, db) { try reseal(record, db, actor) }
            }
        }
        return stale
    }
}

extension Store {
    /// Seals the handed-out page again, if there is one.
    func reseal(_ record: FleetSnapshot.Entry, _ db: Database, _ actor: Actor) throws {
        let rows = HandoffRows(db: db)
        guard let current = try rows.current(record.id), let basis = try basis(record, db) else {
            return
        }
        let page = try keeper().sealPage(basis)
        let fingerprint = try appFingerprint(record.id, db)
        try rows.reseal(current.id, basis, page, fingerprint: fingerprint, at: options.now())
        var detail = ["fingerprint: \(current.fingerprint) → \(fingerprint)"]
        for (name, old, new) in [
            ("slug", current.slug, basis.slug.text), ("url", current.url, basis.url),
            ("user", current.user, basis.user),
        ] where old != new { detail.append("\(name): \(old) → \(new)") }
        try auditLog(db, actor).done("handoff.seal", record.tenant.slug.text, detail)
    }

    private func isStale(_ record: FleetSnapshot.Entry, _ db: Database) throws -> Bool {
        guard let current = try HandoffRows(db: db).current(record.id),
            // Without an address the page keeps the old user name.
            let user = record.tenant.contact.email
        else { return false }
        return current.slug != record.tenant.slug.text || current.user != user
            || current.url != options.url(record.tenant)
    }

    /// Returns the values to seal a page from, or `nil` without password, passphrase or user name.
    private func basis(_ record: FleetSnapshot.Entry, _ db: Database) throws -> PageBasis? {
        let rows = CredentialRows(db: db)
        guard let user = record.tenant.contact.email,
            let password = try rows.stored(record.id, CredentialField.app.rawValue),
            let passphrase = try rows.stored(record.id, CredentialRows.passphrase)
        else { return nil }
        return PageBasis(
            slug: record.tenant.slug, url: options.url(record.tenant), user: user,
            password: password, passphrase: passphrase)
    }

    private func appFingerprint(_ tenant: Int, _ db: Database) throws -> String {
        try CredentialRows(db: db).facts(tenant).first { $0.field == .app }?.fingerprint ?? ""
    }

    private static func checkHandoff(_ tenant: Tenant, _ db: Database) throws {
        try tenant.checkHandoff(of: .app, here: FleetSnapshot.hosts(db).first?.host.name)
    }
}
