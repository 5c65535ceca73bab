/// The owner of a stack: a client, or the base system.
package struct Tenant: Hashable, Sendable, Codable {
    package var slug: Slug
    package var name: String
    package var kind: Kind
    package var host: Slug
    package var slot: Slot
    package var ports: Ports
    package var containers: Containers
    package var contact: Contact
    /// The language of the client's pages. Without a country it means the agency's.
    package var locale: LanguageTag
    /// The id of a `PricingPlan`.
    package var plan: String?
    package var status: Status
    package var since: Day?
    package var dashboards: [Dashboard]
    package var tags: [String]
    /// Per-client overrides of the stack.
    package var stack: StackOptions
    /// The name of the onboarding page: 128 random bits in lower-case hex, made with the record.
    package var onboardingToken: String
    /// True for a stack that Puerto did not make and only looks at: `puerto adopt` has recorded it.
    package var isObserved: Bool

    package init(
        slug: Slug, name: String, kind: Kind, host: Slug, slot: Slot, ports: Ports,
        containers: Containers, contact: Contact, locale: LanguageTag, plan: String?,
        status: Status, since: Day?, dashboards: [Dashboard], tags: [String],
        stack: StackOptions = StackOptions(),
        onboardingToken: String, isObserved: Bool = false
    ) {
        self.slug = slug
        self.name = name
        self.kind = kind
        self.host = host
        self.slot = slot
        self.ports = ports
        self.containers = containers
        self.contact = contact
        self.locale = locale
        self.plan = plan
        self.status = status
        self.since = since
        self.dashboards = dashboards
        self.tags = tags
        self.stack = stack
        self.onboardingToken = onboardingToken
        self.isObserved = isObserved
    }
}

extension Tenant {
    package var language: Language { locale.language }
}

extension Tenant {
    /// The operator's own system, or that of a paying client.
    package enum Kind: String, Sendable, Codable, CaseIterable {
        case base, client
    }

    /// The recorded state; only a probe can confirm it.
    package enum Status: String, Sendable, Codable, CaseIterable {
        case draft, provisioning, ready, degraded, suspended, archived
    }
}

/// A client's contact person.
package struct Contact: Hashable, Sendable, Codable {
    package var name: String?
    package var email: String?

    package init(name: String? = nil, email: String? = nil) {
        self.name = name
        self.email = email
    }
}

/// Container names of a stack's services.
package struct Containers: Hashable, Sendable, Codable {
    package var windmill: String
    package var postgres: String
    package var redis: String

    package init(windmill: String, postgres: String, redis: String) {
        self.windmill = windmill
        self.postgres = postgres
        self.redis = redis
    }

    /// The names of a new stack whose draft gives no others: `cyn_einstein_kids_windmill`.
    ///
    /// Two slugs never give the same name: a slug holds no underscore, and a name's last word is its
    /// service.
    package init(slug: Slug) {
        let stem = String(slug.text.map { $0 == "-" ? "_" : $0 })
        self.init(
            windmill: "\(stem)_windmill", postgres: "\(stem)_postgres", redis: "\(stem)_redis")
    }
}

extension Containers {
    /// The name of the worker's container, which follows from Windmill's.
    package var worker: String { "\(windmill)_worker" }
}

/// A page inside the client's application.
package struct Dashboard: Hashable, Sendable, Codable {
    package var title: String
    /// The absolute path inside the application, beginning with one `/`.
    package var path: String

    package init(title: String, path: String) {
        self.title = title
        self.path = path
    }
}
