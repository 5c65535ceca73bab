internal import GRDB
internal import PuertoCore

/// A writing transaction on the records, and the only way to change a tenant.
struct Ledger {
    let db: Database
    let path: String
    let ports: PortRule
    let onboardingToken: () -> RandomID
    let subnets: SubnetPool
    /// The agency's language.
    let language: Language
    let audit: AuditLog
    private let keeper: Keeper
    private let plans: Set<String>
    let hosts: [Slug: Int]
    let firstHost: Slug
    let portalName: PortalName?
    let addresses: [Slug: Host]
    private(set) var records: [Slug: FleetSnapshot.Entry]
    private(set) var slots: SlotBook
    private var containers: [Slug: [String: Slug]] = [:]

    init(_ db: Database, _ store: Store, language: Language, actor: Actor) throws {
        let now = store.options.now()
        let all = try FleetSnapshot(db, store.path)
        guard let first = all.hosts.first else {
            throw PuertoError(.notFound, "no host is recorded", hint: "add one to puerto.yaml")
                .spanish("no hay ninguna máquina registrada", hint: "añade una en puerto.yaml")
        }
        self.db = db
        self.path = store.path
        self.ports = store.ports
        onboardingToken = store.options.onboardingToken
        subnets = store.options.subnets
        self.language = language
        audit = try store.auditLog(db, actor)
        keeper = try store.keeper()
        plans = Set(all.all.plans.map(\.id))
        hosts = Dictionary(uniqueKeysWithValues: all.hosts.map { ($0.host.name, $0.id) })
        firstHost = first.host.name
        portalName = try Store.readableWeb(db).map {
            PortalName($0.settings, try AppURL(template: $0.url))
        }
        addresses = Dictionary(uniqueKeysWithValues: all.hosts.map { ($0.host.name, $0.host) })
        let tenants = all.tenants()
        records = Dictionary(uniqueKeysWithValues: tenants.map { ($0.tenant.slug, $0) })
        let (observed, fresh) = (all.all.observedPorts, store.options.portsInUse)
        slots = SlotBook(
            tenants, all.all.quarantine, ports: store.ports, now: now
        ) { host in fresh(host) ?? Set(observed.first { $0.host == host }?.ports ?? []) }
        for record in tenants { hold(record.tenant) }
    }

    var base: Tenant? { records.values.first { $0.id == 0 }?.tenant }

    /// Makes the record what a draft asks for. `old` is the record to change, if there is one. Only
    /// what was just found, `isFound`, changes the place and the containers of an observed stack.
    mutating func settle(
        _ draft: TenantDraft, old: FleetSnapshot.Entry?, isFound: Bool = false
    ) throws -> Settlement {
        do {
            let (tenant, skipped) = try target(of: draft, old: old?.tenant)
            let changes = old.map { tenant.changes(since: $0.tenant) } ?? []
            guard old == nil || !changes.isEmpty else {
                return Settlement(tenant: tenant, outcome: .unchanged)
            }
            try check(tenant, old: old?.tenant)
            if let old, !isFound { try tenant.checkKept(of: old.tenant) }
            try checkImages(tenant, old: old)
            try write(tenant, old: old)
            let credentials = old == nil ? try generateCredentials(of: tenant) : []
            try audit.done(
                old == nil ? "tenant.add" : "tenant.edit", tenant.slug.text,
                old == nil
                    ? ["name: \(tenant.name)", "slot: \(tenant.berth)"] + credentials : changes)
            return Settlement(
                tenant: tenant, outcome: old == nil ? .added : .changed, changes: changes,
                warning: skipped.map { "slot \(tenant.berth) is one to skip: \($0)" })
        } catch let error as PuertoError {
            throw draft.place.map(error.at) ?? error
        }
    }
}

extension Tenant {
    var berth: String { "\(host)/\(slot.number)" }
}

extension Ledger {
    private mutating func hold(_ tenant: Tenant) {
        for name in tenant.containers.all {
            containers[tenant.host, default: [:]][name] = tenant.slug
        }
    }

    private mutating func write(_ tenant: Tenant, old: FleetSnapshot.Entry?) throws {
        let isMoved = old?.tenant.host != tenant.host || old?.tenant.slot != tenant.slot
        let writer = TenantWriter(db: db, hosts: hosts, subnets: subnets)
        if let old, isMoved {
            let until = slots.release(old.tenant.slot, on: old.tenant.host, by: old.tenant.slug)
            try writer.vacate(old.tenant, until: until)
        }
        let id = try writer.put(tenant, id: old?.id)
        if let old, old.tenant.status != tenant.status {
            try db.execute(
                sql: "UPDATE stack SET state_since = ?, reason = NULL WHERE tenant = ?",
                arguments: [audit.at, id])
        }
        if isMoved { try writer.occupy(tenant, id: id) } else { try writer.rename(tenant) }
        if let old {
            records[old.tenant.slug] = nil
            for name in old.tenant.containers.all { containers[old.tenant.host]?[name] = nil }
        }
        records[tenant.slug] = FleetSnapshot.Entry(id: id, tenant: tenant)
        slots.take(tenant.slot, on: tenant.host, for: tenant.slug)
        hold(tenant)
    }

    /// Makes the passwords of a new system. One that runs already has its own, which the operator
    /// records. Returns lines for the history.
    private func generateCredentials(of tenant: Tenant) throws -> [String] {
        guard tenant.kind == .client, tenant.status == .draft || tenant.status == .provisioning,
            let id = records[tenant.slug]?.id
        else { return [] }
        guard let generate = keeper.generate else { return ["credentials: not yet"] }
        let rows = CredentialRows(db: db)
        try rows.generateAll(of: id, at: audit.at, generate)
        let names = CredentialField.allCases.map(\.rawValue).joined(separator: ", ")
        return ["credentials: \(names) generated"]
    }

    private func check(_ tenant: Tenant, old: Tenant?) throws {
        try tenant.check()
        try checkName(tenant, old: old)
        if let other = records[tenant.slug], other.tenant.slug != old?.slug {
            throw PuertoError(
                .conflict, "there is a tenant '\(tenant.slug)' already",
                hint: "choose another slug, or edit that one"
            ).spanish(
                "ya hay un cliente '\(tenant.slug)'",
                hint: "elige otro identificador, o cambia ese cliente")
        }
        if let plan = tenant.plan, !plans.contains(plan) {
            let nearest = plan.nearest(in: plans.sorted())
            throw PuertoError(
                .notFound, "there is no plan \(PuertoError.quote(plan))",
                hint: nearest.map { "did you mean '\($0)'?" } ?? "puerto.yaml lists the plans"
            ).spanish(
                "no hay ningún plan \(PuertoError.quote(plan))",
                hint: nearest.map { "¿querías decir '\($0)'?" } ?? "los planes están en puerto.yaml"
            )
        }
        for name in tenant.containers.all {
            if let owner = containers[tenant.host]?[name], owner != old?.slug {
                throw PuertoError(
                    .conflict, "container '\(name)' on '\(tenant.host)' belongs to '\(owner)'",
                    hint: "give it another name under 'containers'"
                ).spanish(
                    "el contenedor '\(name)' de '\(tenant.host)' es de '\(owner)'",
                    hint: "dale otro nombre en 'containers'")
            }
        }
    }
}
