package import PuertoCore
internal import PuertoEngine
internal import PuertoStore
internal import PuertoVault

extension JobWorld {
    /// Tells whether the workspace's packet filter is there.
    func firewallState() throws -> FirewallState {
        let rules = FirewallRules(workspace: try store.workspaceID(), range: settings.subnets)
        return FirewallState(
            firewall(rules), of: rules, digest: Digest.sha256(Array(rules.text.utf8)))
    }
}

extension Comparison {
    /// The clients from whose networks this machine is knocked at: the table is one for all.
    private static let knockers = 4

    /// Finds that the packet filter which the stacks need is not there, or does not hold.
    package func firewallDrift() async throws -> [Drift] {
        guard try hasRunningClients() else { return [] }
        let state = try world.firewallState()
        if state == .applied { return try await machineReached() }
        guard world.settings.firewall.needsTable(on: engine.version), let problem = state.problem
        else { return [] }
        let reason =
            FirewallPolicy.forwards(engine.version)
            ? "Docker \(engine.version) lets other machines reach containers: "
            : "puerto.yaml requires it: "
        return [
            Drift(
                .network, subject: "firewall", found: reason + problem, mend: FirewallState.mend)
        ]
    }

    /// Says what `firewall: off` accepts on this engine; `nil` where it accepts nothing, and without
    /// clients that run.
    package func firewallAdvice() throws -> String? {
        guard world.settings.firewall == .off, FirewallPolicy.forwards(engine.version),
            try hasRunningClients(), try world.firewallState() != .applied
        else { return nil }
        return "Docker \(engine.version) lets other machines of the network reach clients' "
            + "containers, which engine.firewall in puerto.yaml accepts; puerto config firewall "
            + "keeps them out"
    }

    /// Names the ports that answer at all addresses of this machine, the base system's first;
    /// `nil` without any, or without clients that run.
    package func listeningAdvice() throws -> String? {
        let ports = Set(listeners.filter { !$0.isLoopback }.map(\.port))
        guard try hasRunningClients(), !ports.isEmpty else { return nil }
        let base = try world.store.fleet().tenants.first { $0.kind == .base }?.ports
        let own = Set(base.map { [$0.app, $0.postgres, $0.redis] } ?? []).intersection(ports)
        let names =
            own.sorted().map { "\($0) (the base system's)" }
            + ports.subtracting(own).sorted().map(String.init)
        let reach =
            try world.firewallState() == .applied
            ? "other machines" : "other machines and clients' containers"
        return "\(reach) reach what listens on all addresses here, ports "
            + "\(names.joined(separator: ", ")): let it listen on 127.0.0.1 where it can"
    }

    private func hasRunningClients() throws -> Bool {
        let workspace = try world.store.workspaceID()
        return containers.contains {
            $0.isRunning && $0.labels[StackIdentity.Label.workspace] == workspace
        }
    }

    /// Knocks from inside some clients' networks at this machine's own ports. Where this process
    /// may not enter them, nothing is found.
    private func machineReached() async throws -> [Drift] {
        let ports = Set(listeners.filter { !$0.isLoopback }.map(\.port))
            .subtracting(FirewallRules.open.tcp).sorted()
        let workspace = try world.store.workspaceID()
        let own = containers.filter {
            $0.isRunning && $0.labels[StackIdentity.Label.workspace] == workspace
                && [.worker, .postgres].contains($0.service)
        }.sorted { $0.name < $1.name }
        for source in own.prefix(Comparison.knockers * 2) {
            guard let process = source.setup?.process, process > 0 else { continue }
            let gateways = networks.filter { source.networks.contains($0.name) }
                .flatMap(\.subnets).compactMap(Subnet.init).map(\.gateway)
            let targets = gateways.flatMap { address in
                ports.map { NamespaceKnock.Target(address: address, port: $0) }
            }
            let knock = NamespaceKnock(process: process)
            let found = await NamespaceKnock.lasting(in: targets) { targets in
                await blocking { knock.answered(targets) }
            }
            guard let first = found?.first else { continue }
            return [
                Drift(
                    .network, subject: source.name,
                    found: "reaches port \(first.port) of this machine at \(first.address): the "
                        + "firewall does not hold", mend: FirewallState.mend)
            ]
        }
        return []
    }
}

extension Subnet {
    /// The address that the engine gives to the bridge: the first one after the network's own.
    fileprivate var gateway: String {
        let text = Subnet(first: first + 1, length: 32).description
        return String(text.prefix { $0 != "/" })
    }
}
