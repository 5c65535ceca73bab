/// A tenant as an operator asks for it; the store fills in what is left out.
package struct TenantDraft: Hashable, Sendable {
    package var slug: Slug
    package var name: String
    package var kind: Tenant.Kind
    /// `nil` for the recorded host, or the first one.
    package var host: Slug?
    /// `nil` for the recorded slot, or the lowest free one.
    package var slot: Slot?
    package var contact: Contact
    /// `nil` for the agency's language, in its country.
    package var locale: LanguageTag?
    package var plan: String?
    /// `nil` for the recorded status, or `draft`.
    package var status: Tenant.Status?
    package var since: Day?
    package var containers: ContainerNames
    package var dashboards: [Dashboard]
    package var tags: [String]
    package var stack: StackOptions
    /// The file and line that the draft was read from.
    package var file: String?
    package var line: Int

    package init(
        slug: Slug, name: String, kind: Tenant.Kind = .client, host: Slug? = nil,
        slot: Slot? = nil, contact: Contact = Contact(), locale: LanguageTag? = nil,
        plan: String? = nil, status: Tenant.Status? = nil, since: Day? = nil,
        containers: ContainerNames = ContainerNames(), dashboards: [Dashboard] = [],
        tags: [String] = [], stack: StackOptions = StackOptions(), file: String? = nil,
        line: Int = 0
    ) {
        self.slug = slug
        self.name = name
        self.kind = kind
        self.host = host
        self.slot = slot
        self.contact = contact
        self.locale = locale
        self.plan = plan
        self.status = status
        self.since = since
        self.containers = containers
        self.dashboards = dashboards
        self.tags = tags
        self.stack = stack
        self.file = file
        self.line = line
    }

    /// The place as `file:line`; `nil` for a draft that was not read from a file.
    package var place: String? { file.map { "\($0):\(line)" } }

    /// Container names that were asked for. The others stay as they are recorded; those of a new
    /// record follow from its slug.
    package struct ContainerNames: Hashable, Sendable {
        package var windmill: String?
        package var postgres: String?
        package var redis: String?

        package init(windmill: String? = nil, postgres: String? = nil, redis: String? = nil) {
            self.windmill = windmill
            self.postgres = postgres
            self.redis = redis
        }

        package func containers(for slug: Slug, recorded: Containers? = nil) -> Containers {
            let usual = recorded ?? Containers(slug: slug)
            return Containers(
                windmill: windmill ?? usual.windmill, postgres: postgres ?? usual.postgres,
                redis: redis ?? usual.redis)
        }
    }
}
