package import PuertoCore

/// Asks for hosts, plans and all tenants. Any session may.
package struct GetRecords: Operation {
    package static let name = OperationName.records

    package struct Answer: Codable, Sendable {
        package let hosts: [Host]
        package let plans: [PricingPlan]
        package let tenants: [Tenant]

        package init(hosts: [Host], plans: [PricingPlan], tenants: [Tenant]) {
            self.hosts = hosts
            self.plans = plans
            self.tenants = tenants
        }
    }

    package init() {}
}

/// Asks for one tenant, its host, its job that is queued or running, and what it takes of the disk.
/// Any session may.
package struct GetTenant: Operation {
    package static let name = OperationName.tenant

    package struct Answer: Codable, Sendable {
        package let tenant: Tenant
        package let host: Host?
        package let job: Job?
        package let disk: DiskUse?
        /// The `disk_gb` of its plan.
        package let diskLimit: Int?

        package init(
            tenant: Tenant, host: Host?, job: Job?, disk: DiskUse? = nil, diskLimit: Int? = nil
        ) {
            self.tenant = tenant
            self.host = host
            self.job = job
            self.disk = disk
            self.diskLimit = diskLimit
        }
    }

    package let slug: Slug

    package init(_ slug: Slug) { self.slug = slug }
}

/// Records a new client and queues its provisioning, or only the build of its pages. Owners may.
package struct Admit: Operation {
    package static let name = OperationName.admit
    package typealias Answer = QueuedJob

    package let slug: Slug
    package let name: String
    package let plan: String?
    package let locale: LanguageTag?
    package let contact: Contact
    /// `nil` for the first host.
    package let host: Slug?
    package let tags: [String]?
    /// True for a client whose system is not made yet.
    package let recordsOnly: Bool?
    /// The request's idempotency key.
    package let key: String?

    package init(_ draft: TenantDraft, recordsOnly: Bool = false, key: String?) {
        slug = draft.slug
        name = draft.name
        plan = draft.plan
        locale = draft.locale
        contact = draft.contact
        host = draft.host
        tags = draft.tags
        self.recordsOnly = recordsOnly
        self.key = key
    }
}

/// Changes a record and queues the build that shows it. Owners may.
package struct EditTenant: Operation, Hashable {
    package static let name = OperationName.edit

    package struct Answer: Codable, Sendable {
        package let tenant: Tenant
        /// `nil` for a record that stays as it is.
        package let build: Job?

        package init(_ tenant: Tenant, build: Job?) {
            self.tenant = tenant
            self.build = build
        }
    }

    package let slug: Slug
    /// The fields as they were typed; those that are `nil` stay.
    package let asked: AskedFields
    /// The fields as the form showed them; `nil` for one that it did not show.
    package let was: AskedFields?

    package init(_ slug: Slug, _ asked: AskedFields, was: AskedFields? = nil) {
        self.slug = slug
        self.asked = asked
        self.was = was
    }
}
