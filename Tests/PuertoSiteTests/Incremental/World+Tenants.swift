import PuertoCore
import TestSupport

extension World {
    static let slugs = [
        "acme", "norte", "sur", "este", "oeste", "faro", "mar", "puerta-1", "puerta-2", "uno",
    ]

    /// Makes one change of the records, and describes it.
    mutating func editRecords(_ random: inout SplitMix64) throws -> String {
        switch random.number(1...26) {
        case 1...4: return try insertTenant(&random)
        case 5, 6: return deleteTenant(&random)
        case 7: return readdTenant(&random)
        case 8: return try renameSlug(&random)
        case 9: return try moveTenant(&random)
        case 10: return growHistory(&random, "fleet.check", "")
        case 11: return endRest(&random)
        case 12, 13: return changeCustody(&random)
        case 14...17: return try changeOperations(&random)
        default: return try changeTenant(&random)
        }
    }

    mutating func insertTenant(_ random: inout SplitMix64) throws -> String {
        let used = Set(tenants.map(\.slug.text))
        let free =
            World.slugs.filter { !used.contains($0) }
            + [tenants.count, 99].map { "cliente-\($0)" }.filter { !used.contains($0) }
        guard let slug = random.pick(free), let berth = freeBerth(&random) else { return "none" }
        var tenant = try Tenant.make(slug, slot: berth.slot, host: berth.host)
        for _ in 0..<random.number(0...5) { _ = change(&tenant, &random) }
        if tenants.contains(where: { $0.onboardingToken == tenant.onboardingToken }) {
            tenant.onboardingToken = World.token(&random)
        }
        tenants.append(tenant)
        _ = growHistory(&random, "tenant.add", slug)
        return "insert \(slug) at \(berth)"
    }

    /// A slot near 0, or where lists and search files are cut.
    private func freeBerth(_ random: inout SplitMix64) -> (host: String, slot: Int)? {
        let used = Set(tenants.map { "\($0.host.text)/\($0.slot.number)" })
        for _ in 0..<20 {
            guard let host = random.pick(configuration.hosts) else { return nil }
            let slot = random.chance(70) ? random.number(1...20) : random.number(1...946)
            if !used.contains("\(host.name.text)/\(slot)") { return (host.name.text, slot) }
        }
        return nil
    }

    private var clients: [Int] { tenants.indices.filter { tenants[$0].kind == .client } }

    private mutating func deleteTenant(_ random: inout SplitMix64) -> String {
        guard let index = random.pick(clients) else { return "none" }
        let tenant = tenants.remove(at: index)
        former.append(tenant)
        if random.chance(70) {
            quarantine.append(
                QuarantinedSlot(
                    host: tenant.host, slot: tenant.slot, formerTenant: tenant.slug.text,
                    until: now + random.number(1...4) * 1000))
        }
        _ = growHistory(&random, "tenant.remove", tenant.slug.text)
        return "delete \(tenant.slug)"
    }

    private mutating func readdTenant(_ random: inout SplitMix64) -> String {
        guard let tenant = random.pick(former),
            !tenants.contains(where: { isInTheWay($0, of: tenant) }),
            configuration.hosts.contains(where: { $0.name == tenant.host })
        else { return "none" }
        tenants.append(tenant)
        quarantine.removeAll { $0.host == tenant.host && $0.slot == tenant.slot }
        _ = growHistory(&random, "tenant.add", tenant.slug.text)
        return "add \(tenant.slug) again"
    }

    private func isInTheWay(_ other: Tenant, of tenant: Tenant) -> Bool {
        other.slug == tenant.slug || other.onboardingToken == tenant.onboardingToken
            || (other.host == tenant.host && other.slot == tenant.slot)
    }

    private mutating func renameSlug(_ random: inout SplitMix64) throws -> String {
        let used = Set(tenants.map(\.slug.text))
        guard let index = random.pick(clients),
            let slug = random.pick(World.slugs.filter { !used.contains($0) })
        else { return "none" }
        let old = tenants[index].slug
        former.append(tenants[index])
        tenants[index].slug = try Slug(slug)
        if random.chance(50) { tenants[index].onboardingToken = World.token(&random) }
        return "slug \(old) to \(slug)"
    }

    private mutating func moveTenant(_ random: inout SplitMix64) throws -> String {
        guard let index = random.pick(clients), let berth = freeBerth(&random) else {
            return "none"
        }
        tenants[index].host = try Slug(berth.host)
        tenants[index].slot = try Slot(berth.slot)
        tenants[index].ports = configuration.ports.ports(of: tenants[index].slot)
        return "move \(tenants[index].slug) to \(berth)"
    }

    private mutating func changeTenant(_ random: inout SplitMix64) throws -> String {
        guard let index = random.pick(Array(tenants.indices)) else { return "none" }
        let what = change(&tenants[index], &random)
        _ = growHistory(&random, "tenant.edit", tenants[index].slug.text)
        return "\(what) of \(tenants[index].slug)"
    }

    /// Adds, changes or removes credentials and a sealed page.
    private mutating func changeCustody(_ random: inout SplitMix64) -> String {
        guard let index = random.pick(clients) else { return "none" }
        let slug = tenants[index].slug
        let old = custody[slug] ?? Custody()
        switch random.number(1...6) {
        case 1: custody[slug] = nil
        case 5: unread[slug] = now + random.number(1...4) * 1000
        case 6: unread[slug] = nil
        case 2:
            let fields = CredentialField.allCases.filter { _ in random.chance(70) }
            let version = random.number(1...9)
            custody[slug] = Custody(
                credentials: fields.map { .made($0, version: version) }, handoff: old.handoff,
                past: old.past)
        case 3:
            custody[slug] = Custody(
                credentials: old.credentials,
                handoff: .made(slug.text, seed: random.number(0...31)), past: old.past)
        default:
            let past = PastHandoff(
                issuedAt: 1_762_900_000, endedAt: 1_763_000_000 + random.number(0...9),
                fingerprint: "ABCD-0001")
            custody[slug] = Custody(credentials: old.credentials, past: [past])
        }
        if random.chance(50) { _ = growHistory(&random, "credential.set", slug.text) }
        return "custody of \(slug)"
    }

    /// Moves the clock to the next end of a quarantine or of an unread link.
    private mutating func endRest(_ random: inout SplitMix64) -> String {
        let ends = quarantine.map(\.until) + unread.values
        now = ends.filter { $0 > now }.min() ?? now + 10
        return "clock to \(now)"
    }

    mutating func growHistory(
        _ random: inout SplitMix64, _ action: String, _ object: String
    ) -> String {
        // A change without an audit row shows which pages depend on the record alone.
        guard random.chance(65) else { return "no history" }
        let seq = (history.first?.seq ?? 0) + 1
        let entry = AuditEntry(
            seq: seq, at: 1_763_000_000 + seq * 60, actor: "cli:ana", action: action,
            object: object, outcome: .done, detail: "number \(random.number(1...9))")
        history = Array(([entry] + history).prefix(30))
        return "history"
    }

    static func token(_ random: inout SplitMix64) -> String {
        String((0..<32).map { _ in random.pick(Array("0123456789abcdef")) ?? "0" })
    }
}

extension World {
    /// Changes one field of a record; the rules of the base system stay kept.
    private func change(_ tenant: inout Tenant, _ random: inout SplitMix64) -> String {
        let number = random.number(1...99)
        switch random.number(1...12) {
        case 1: tenant.name = random.pick(["Ñandú & Co", "<b>\(number)</b>", "N \(number)"]) ?? ""
        case 2:
            tenant.contact.name = random.pick(["Eva", "Luz \(number)", nil] as [String?]) ?? nil
        case 3: tenant.contact.email = random.chance(70) ? "p\(number)@x.example" : nil
        case 4: tenant.locale = random.pick(LanguageTag.allCases) ?? .es
        case 5 where tenant.kind == .client:
            tenant.plan = random.pick(configuration.plans.map(\.id) + [nil, "gold"]) ?? nil
        case 6,
            7 where tenant.kind == .client:
            tenant.status = random.pick(Tenant.Status.allCases) ?? .ready
        case 8: tenant.tags = random.chance(50) ? ["t\(number)"] : []
        case 9: tenant.containers.redis = "redis_\(number)"
        case 10: tenant.dashboards = [Dashboard(title: "D\(number)", path: "/d\(number)")]
        case 11 where tenant.kind == .client: tenant.onboardingToken = World.token(&random)
        case 12: tenant.isObserved.toggle()
        default: tenant.since = try? Day("2024-01-\(random.number(10...28))")
        }
        return "a field"
    }
}
