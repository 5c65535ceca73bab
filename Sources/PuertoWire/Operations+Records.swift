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

/// Records a new client and queues its provisioning. Owners may.
package struct Admit: Operation {
    package static let name = OperationName.admit
    package typealias Answer = QueuedJob

    package let slug: Slug
    package let name: String
    package let plan: String?
    package let locale: LanguageTag?
    package let contact: Contact
    /// The request's idempotency key.
    package let key: String?

    package init(_ draft: TenantDraft, key: String?) {
        slug = draft.slug
        name = draft.name
        plan = draft.plan
        locale = draft.locale
        contact = draft.contact
        self.key = key
    }
}
