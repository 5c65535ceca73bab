internal import CommonMark
internal import PuertoCore

/// A value of the record that a document may use, spelled as in `{{app.url}}`.
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
    /// The owner of a value.
    enum Subject {
        case agency, base, tenant
    }

    var subject: Subject {
        switch self {
        case .agencyName, .agencyContact, .agencyEmail, .agencyPhone: .agency
        case .baseName, .baseURL, .baseAppPort, .basePostgresPort, .baseRedisPort,
            .baseWindmillContainer, .basePostgresContainer, .baseRedisContainer:
            .base
        case .tenantName, .tenantSlug, .tenantStatus, .tenantSince, .tenantLocale, .tenantSlot,
            .contactName, .contactEmail, .hostName, .hostAddress, .planName, .planPrice, .appURL,
            .appPort, .windmillContainer, .postgresPort, .postgresContainer, .redisPort,
            .redisContainer:
            .tenant
        }
    }

    /// The value, or the words that say there is none.
    func value(for tenant: Tenant?, in site: SiteContext, _ locale: RegionalLocale)
        -> MarkdownDocument.Value
    {
        guard let text = text(for: tenant, in: site, locale) else {
            let l = locale.language
            return MarkdownDocument.Value(text: l("sin registrar", "not recorded"), isKnown: false)
        }
        return MarkdownDocument.Value(text: text, isKnown: true)
    }

    /// `nil` when the record has no such value, or when there is no such tenant.
    private func text(for tenant: Tenant?, in site: SiteContext, _ locale: RegionalLocale)
        -> String?
    {
        switch self {
        case .agencyName: site.agency.name
        case .agencyContact: site.agency.contact.name
        case .agencyEmail: site.agency.contact.email
        case .agencyPhone: site.agency.phone
        case .tenantName: tenant?.name
        case .tenantSlug: tenant?.slug.text
        case .tenantStatus: tenant?.status.word(locale.language)
        case .tenantSince: tenant?.since?.text(locale)
        case .tenantLocale: tenant?.locale.rawValue
        case .tenantSlot: tenant.map { String($0.slot.number) }
        case .contactName: tenant?.contact.name
        case .contactEmail: tenant?.contact.email
        case .hostName: tenant?.host.text
        case .hostAddress: tenant.flatMap { site.host($0.host)?.address }
        case .planName: tenant.flatMap { site.plan(of: $0)?.name }
        case .planPrice: tenant.flatMap(site.plan(of:)).map { site.price($0).text(locale) }
        case .appURL: tenant.map(site.url(of:))
        case .appPort: tenant.map { String($0.ports.app) }
        case .windmillContainer: tenant?.containers.windmill
        case .postgresPort: tenant.map { String($0.ports.postgres) }
        case .postgresContainer: tenant?.containers.postgres
        case .redisPort: tenant.map { String($0.ports.redis) }
        case .redisContainer: tenant?.containers.redis
        case .baseName: site.base?.name
        case .baseURL: site.base.map(site.url(of:))
        case .baseAppPort: site.base.map { String($0.ports.app) }
        case .basePostgresPort: site.base.map { String($0.ports.postgres) }
        case .baseRedisPort: site.base.map { String($0.ports.redis) }
        case .baseWindmillContainer: site.base?.containers.windmill
        case .basePostgresContainer: site.base?.containers.postgres
        case .baseRedisContainer: site.base?.containers.redis
        }
    }
}

extension Placeholder {
    /// The names that a document may use. A fleet runbook knows no client, and a document for
    /// clients knows nothing of the base system.
    static func allowed(_ audience: Runbook.Audience, _ scope: Runbook.Scope) -> Set<String> {
        switch (audience, scope) {
        case (.operator, .fleet): agencyNames.union(baseNames)
        case (.operator, .tenant): allNames
        case (.client, .fleet), (.both, .fleet): agencyNames
        case (.client, .tenant), (.both, .tenant): allNames.subtracting(baseNames)
        }
    }

    private static let allNames = Set(allCases.map(\.rawValue))
    private static let agencyNames = names(of: .agency)
    private static let baseNames = names(of: .base)

    private static func names(of subject: Subject) -> Set<String> {
        Set(allCases.filter { $0.subject == subject }.map(\.rawValue))
    }
}
