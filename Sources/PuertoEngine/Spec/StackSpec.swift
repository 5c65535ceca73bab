package import PuertoCore

/// A tenant's stack as it is to be: everything the stack file says, and nothing else.
///
/// The same record gives the same value, and the same value the same bytes.
package struct StackSpec: Hashable, Sendable {
    package let identity: StackIdentity
    package let tenant: Tenant
    package let services: [ServiceSpec]
    package let networks: [NetworkSpec]
    package let volumes: [VolumeSpec]
    package let profile: StackProfile
    package let exposure: StackOptions.Exposure
}

/// Tells a tenant's containers, networks and volumes from all others on a machine.
package struct StackIdentity: Hashable, Sendable {
    /// 32 hex digits.
    package let workspace: String
    /// The number of the tenant's row, which no other tenant ever has; 0 is the base system.
    package let tenant: Int
    package let slug: Slug

    package init(workspace: String, tenant: Int, slug: Slug) {
        self.workspace = workspace
        self.tenant = tenant
        self.slug = slug
    }

    /// Compose's name for it. The slug is no part of it: it may change while the volumes, which
    /// are named after this, stay.
    package var project: String { "puerto-\(workspace.prefix(8))-\(tenant)" }

    /// What every object of the stack is labelled with.
    package var labels: [(String, String)] {
        [
            (Label.slug, slug.text), (Label.tenant, String(tenant)), (Label.workspace, workspace),
        ]
    }

    /// Whether an object with these labels is one of this stack's.
    package func owns(_ labels: [String: String]) -> Bool {
        owns(workspace: labels[Label.workspace] ?? "", tenant: labels[Label.tenant] ?? "")
    }

    func owns(workspace: some StringProtocol, tenant: some StringProtocol) -> Bool {
        workspace == self.workspace && tenant == String(self.tenant)
    }

    package enum Label {
        package static let workspace = "puerto.workspace"
        package static let tenant = "puerto.tenant"
        package static let slug = "puerto.slug"
        package static let service = "puerto.service"
        package static let password = "puerto.password-version"
    }
}

/// One container.
package struct ServiceSpec: Hashable, Sendable {
    package let kind: ServiceKind
    package let container: String
    package let image: ImageReference
    /// Limits: MiB, processors and processes.
    package let memory: Int
    package let cpus: Double?
    package let processes: Int
    package var command: [String] = []
    package var environment: [Pair] = []
    package var secrets: [SecretFile.Name] = []
    package var volumes: [Mount] = []
    package var networks: [NetworkSpec.Role] = []
    package var published: Published?
    package var healthCheck: [String] = []
    package var dependsOn: [ServiceKind] = []
    /// Of the password it finds in its secrets; `nil` when it does not keep it.
    package var databaseVersion: Int?
    /// Seconds it has for ending by itself.
    package let grace: Int

    package struct Pair: Hashable, Sendable {
        package let name: String
        package let value: String
    }

    package struct Mount: Hashable, Sendable {
        package let volume: VolumeSpec.Role
        package let path: String
    }

    /// A port of the container at one of 127.0.0.1.
    package struct Published: Hashable, Sendable {
        package let host: Int
        package let container: Int
    }
}

/// One network of a stack.
package struct NetworkSpec: Hashable, Sendable {
    package let role: Role
    package let name: String
    package let subnet: Subnet

    package enum Role: String, CaseIterable, Sendable {
        /// Where the services meet; it leads nowhere else.
        case data
        /// Through which the application is published and scripts reach the world.
        case edge
        /// Through which PostgreSQL and Redis are published: it leads in, and not out.
        case door
    }
}

/// One volume of a stack: where its data stays.
package struct VolumeSpec: Hashable, Sendable {
    package let role: Role
    package let name: String

    package enum Role: String, CaseIterable, Sendable {
        case postgres, redis, cache, logs

        /// Whether anything in it could not be made again.
        package var isData: Bool { self == .postgres || self == .redis }
    }
}
