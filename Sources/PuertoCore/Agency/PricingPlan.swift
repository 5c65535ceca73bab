/// A plan that clients pay for.
package struct PricingPlan: Hashable, Sendable, Codable {
    package let id: String
    package var name: String
    /// Price a month in minor units of the agency's currency.
    package var monthly: Int
    package var limits: Limits

    package init(id: String, name: String, monthly: Int, limits: Limits = Limits()) {
        self.id = id
        self.name = name
        self.monthly = monthly
        self.limits = limits
    }

    /// The limits of the plan; `nil` where it names none.
    package struct Limits: Hashable, Sendable, Codable {
        package var cpus: Double?
        package var memoryMB: Int?
        package var diskGB: Int?
        package var users: Int?
        package var jobsPerMonth: Int?

        package init(
            cpus: Double? = nil, memoryMB: Int? = nil, diskGB: Int? = nil, users: Int? = nil,
            jobsPerMonth: Int? = nil
        ) {
            self.cpus = cpus
            self.memoryMB = memoryMB
            self.diskGB = diskGB
            self.users = users
            self.jobsPerMonth = jobsPerMonth
        }
    }
}

/// A machine that carries stacks.
package struct Host: Hashable, Sendable, Codable {
    package let name: Slug
    /// The host name or IP address by which an operator reaches it.
    package var address: String

    package init(name: Slug, address: String) {
        self.name = name
        self.address = address
    }
}
