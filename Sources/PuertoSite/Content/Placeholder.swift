internal import CommonMark
internal import PuertoCore

/// A value of the record that a document may ask for, spelled as in `{{app.url}}`.
enum Placeholder: String, CaseIterable, Sendable {
    case agencyName = "agency.name"
    case agencyContact = "agency.contact"
    case agencyEmail = "agency.email"
    case agencyPhone = "agency.phone"
    case tenantName = "tenant.name"
    case tenantSlug = "tenant.slug"
    case tenantStatus = "tenant.status"
    case tenantSince = "tenant.since"
    case tenantLocale = "tenant.locale"
    case tenantSlot = "tenant.slot"
    case contactName = "contact.name"
    case contactEmail = "contact.email"
    case hostName = "host.name"
    case hostAddress = "host.address"
    case planName = "plan.name"
    case planPrice = "plan.price"
    case appURL = "app.url"
    case appPort = "app.port"
    case windmillContainer = "windmill.container"
    case postgresPort = "postgres.port"
    case postgresContainer = "postgres.container"
    case redisPort = "redis.port"
    case redisContainer = "redis.container"
    case baseName = "base.name"
    case baseURL = "base.url"
    case baseAppPort = "base.app.port"
    case basePostgresPort = "base.postgres.port"
    case baseRedisPort = "base.redis.port"
    case baseWindmillContainer = "base.windmill.container"
    case basePostgresContainer = "base.postgres.container"
    case baseRedisContainer = "base.redis.container"
}

extension Placeholder {
    /// Whom a value belongs to.
    enum Subject {
        case agency, base, tenant
    }

    var subject: Subject {
        switch self {
        case .agencyName, .agencyContact, .agencyEmail, .agencyPhone: .agency
        case .baseName, .baseURL, .baseAppPort, .basePostgresPort, .baseRedisPort,
            .baseWindmillContainer, .basePostgresContainer, .baseRedisContainer:
            .base
        default: .tenant
        }
    }

    /// The value, or the words that say there is none.
    func value(for tenant: Tenant?, in site: SiteContext, _ l: Language) -> MarkdownDocument.Value {
        let text: String? =
            switch subject {
            case .agency: agencyText(site.agency)
            case .base: site.base.flatMap { baseText($0, site) }
            case .tenant: tenant.flatMap { tenantText($0, site, l) }
            }
        guard let text else {
            return MarkdownDocument.Value(text: l("sin registrar", "not recorded"), isKnown: false)
        }
        return MarkdownDocument.Value(text: text, isKnown: true)
    }

    private func agencyText(_ agency: Agency) -> String? {
        switch self {
        case .agencyName: agency.name
        case .agencyContact: agency.contact.name
        case .agencyEmail: agency.contact.email
        case .agencyPhone: agency.phone
        default: nil
        }
    }

    private func tenantText(_ tenant: Tenant, _ site: SiteContext, _ l: Language) -> String? {
        switch self {
        case .tenantName: tenant.name
        case .tenantSlug: tenant.slug.text
        case .tenantStatus: tenant.status.word(l)
        case .tenantSince: tenant.since?.text(l)
        case .tenantLocale: tenant.language.rawValue
        case .tenantSlot: String(tenant.slot.number)
        case .contactName: tenant.contact.name
        case .contactEmail: tenant.contact.email
        case .hostName: tenant.host.text
        case .hostAddress: site.host(tenant.host)?.address
        case .planName: site.plan(of: tenant)?.name
        case .planPrice: site.plan(of: tenant).map { site.price($0).text(l) }
        case .appURL: site.url(of: tenant)
        default: stackText(tenant)
        }
    }

    private func stackText(_ tenant: Tenant) -> String? {
        switch self {
        case .appPort, .baseAppPort: String(tenant.ports.app)
        case .postgresPort, .basePostgresPort: String(tenant.ports.postgres)
        case .redisPort, .baseRedisPort: String(tenant.ports.redis)
        case .windmillContainer, .baseWindmillContainer: tenant.containers.windmill
        case .postgresContainer, .basePostgresContainer: tenant.containers.postgres
        case .redisContainer, .baseRedisContainer: tenant.containers.redis
        default: nil
        }
    }

    private func baseText(_ base: Tenant, _ site: SiteContext) -> String? {
        switch self {
        case .baseName: base.name
        case .baseURL: site.url(of: base)
        default: stackText(base)
        }
    }
}

extension Placeholder {
    /// The names a document may use: a fleet runbook knows no client, and what a client reads
    /// knows nothing of the base system.
    static func allowed(_ audience: Runbook.Audience, _ scope: Runbook.Scope) -> Set<String> {
        switch (audience, scope) {
        case (.operator, .fleet): agencyNames.union(baseNames)
        case (.operator, .tenant): allNames
        case (_, .fleet): agencyNames
        case (_, .tenant): allNames.subtracting(baseNames)
        }
    }

    private static let allNames = Set(allCases.map(\.rawValue))
    private static let agencyNames = allNames.filter { $0.hasPrefix("agency.") }
    private static let baseNames = allNames.filter { $0.hasPrefix("base.") }
}
