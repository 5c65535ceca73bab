package import PuertoCore

extension OwnContainers {
    /// Picks a tenant's containers out of those that one question has found. Throws `protected` for
    /// the base system.
    package init(among states: [ContainerState], of identity: StackIdentity) throws {
        try self.init(states.filter { identity.owns($0.labels) }, of: identity)
    }
}
