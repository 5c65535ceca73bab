package import PuertoCore

/// The wanted state of a tenant's stack: all that the stack file contains.
///
/// The same record gives the same value, and the same value the same bytes.
package struct StackSpec: Hashable, Sendable {
    package let identity: StackIdentity
    package let tenant: Tenant
    package internal(set) var services: [ServiceSpec]
    package let networks: [NetworkSpec]
    package let volumes: [VolumeSpec]
    package let profile: StackProfile
    package let limits: StackLimits
    package let exposure: StackOptions.Exposure
}

/// The identity that tells a tenant's containers, networks and volumes from all others on a
/// machine.
package struct StackIdentity: Hashable, Sendable {
    /// The workspace's id, 32 hex digits.
    package let workspace: String
    /// The tenant's number, which no other tenant ever has; 0 is the base system.
    package let tenant: Int
    /// The numbers that clients may have. New ones are above those that the engine has seen, so a
    /// false label must not bring SQLite's counter to its end.
    package static let numbers = 1...999_999
    package let slug: Slug
    /// The slugs that it had before: its objects keep the one that they were made with.
    package let former: Set<Slug>

    package init(workspace: String, tenant: Int, slug: Slug, former: Set<Slug> = []) {
        self.workspace = workspace
        self.tenant = tenant
        self.slug = slug
        self.former = former
    }

    /// Compose's name of the project. It leaves out the slug, which may change while the volumes,
    /// named after the project, stay.
    package var project: String { "puerto-\(workspace.prefix(8))-\(tenant)" }

    /// The labels of every object of the stack.
    package var labels: [(String, String)] {
        [
            (Label.slug, slug.text), (Label.tenant, String(tenant)), (Label.workspace, workspace),
        ]
    }

    /// Tells whether an object with these labels belongs to this stack. One with another client's
    /// slug is a stranger, whatever its number: the records may be older than it is.
    package func owns(_ labels: [String: String]) -> Bool {
        owns(
            workspace: labels[Label.workspace] ?? "", tenant: labels[Label.tenant] ?? "",
            slug: labels[Label.slug] ?? "")
    }

    func owns(
        workspace: some StringProtocol, tenant: some StringProtocol, slug: some StringProtocol
    ) -> Bool {
        workspace == self.workspace && tenant == String(self.tenant) && isCalled(slug)
    }

    /// Tells whether a slug is the client's present or a former one. An object without a slug
    /// counts as the number's.
    func isCalled(_ slug: some StringProtocol) -> Bool {
        slug.isEmpty || slug == self.slug.text || former.contains { slug == $0.text }
    }

    package enum Label {
        package static let workspace = "puerto.workspace"
        package static let tenant = "puerto.tenant"
        package static let slug = "puerto.slug"
        package static let service = "puerto.service"
        package static let password = "puerto.password-version"
        package static let mark = "puerto.mark"
    }
}

/// One service of a stack, which runs in one container.
package struct ServiceSpec: Hashable, Sendable {
    package let kind: ServiceKind
    package let container: String
    package let image: ImageReference
    /// Limits in MiB, thousandths of a processor, and processes.
    package let memory: Int
    package let processor: Int?
    package let processes: Int
    package var command: [String] = []
    package var environment: [Pair] = []
    package var secrets: [SecretFile.Name] = []
    package var volumes: [Mount] = []
    package var networks: [NetworkSpec.Role] = []
    package var published: Published?
    package var healthCheck: [String] = []
    package var dependsOn: [ServiceKind] = []
    /// The version of the password in its secrets; `nil` when the service keeps none.
    package var databaseVersion: Int?
    /// Seconds that it has to end by itself.
    package let grace: Int

    package struct Pair: Hashable, Sendable {
        package let name: String
        package let value: String
    }

    package struct Mount: Hashable, Sendable {
        package let volume: VolumeSpec.Role
        package let path: String
    }

    /// A port of the container, published at a port of 127.0.0.1.
    package struct Published: Hashable, Sendable {
        package let host: Int
        package let container: Int
    }
}

/// One network of a stack.
package struct NetworkSpec: Hashable, Sendable {
    package let role: Role
    package let name: String
    /// The name of its bridge on the machine.
    package let bridge: String
    package let subnet: Subnet

    package enum Role: String, CaseIterable, Sendable {
        /// The network on which the services meet; it leads nowhere else.
        case data
        /// The network through which the application is published and scripts reach the world.
        case edge
        /// The network through which PostgreSQL and Redis are published: it leads in and not out.
        case door
    }
}

/// One volume of a stack, which keeps data.
package struct VolumeSpec: Hashable, Sendable {
    package let role: Role
    package let name: String
    /// Tells whether the volume holds a client's data, so that Compose must not make it.
    package var isHeld = false

    package enum Role: String, CaseIterable, Sendable {
        case postgres, redis, cache, logs

        /// Tells whether it holds anything that could not be made again.
        package var isData: Bool { service != nil }

        /// The service whose data it holds.
        package var service: ServiceKind? {
            switch self {
            case .postgres: .postgres
            case .redis: .redis
            case .cache, .logs: nil
            }
        }
    }
}
