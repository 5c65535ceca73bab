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

    /// The result of a look at the packet filter: differences, and the part that was not looked at.
    package struct FirewallLook: Sendable {
        package var drift: [Drift] = []
        package var unseen: Unseen?
    }

    /// Looks whether the packet filter which the stacks need is there, and holds.
    package func firewallLook() async throws -> FirewallLook {
        guard try hasRunningClients() else { return FirewallLook() }
        let state = try world.firewallState()
        if state == .applied { return try await machineReached() }
        guard world.settings.firewall.needsTable(on: engine.version), let problem = state.problem
        else {
            // What the configuration accepts by name is no gap; doctor says what it means.
            guard world.settings.firewall != .off else { return FirewallLook() }
            return FirewallLook(unseen: .machineWithoutTable(state))
        }
        let reason =
            FirewallPolicy.forwards(engine.version)
            ? "Docker \(engine.version) lets other machines reach containers: "
            : "puerto.yaml requires it: "
        return FirewallLook(drift: [
            Drift(
                .network, subject: "firewall", found: reason + problem, mend: FirewallState.mend)
        ])
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

    /// Knocks from inside some clients' networks at this machine's own ports, at the networks'
    /// gateways and at the machine's other addresses.
    private func machineReached() async throws -> FirewallLook {
        let ports = Set(listeners.filter { !$0.isLoopback }.map(\.port))
            .subtracting(FirewallRules.open.tcp).sorted()
        let workspace = try world.store.workspaceID()
        let own = containers.filter {
            $0.isRunning && $0.labels[StackIdentity.Label.workspace] == workspace
                && [.worker, .postgres].contains($0.service)
        }.sorted { $0.name < $1.name }
        let others = machineAddresses
        var look = FirewallLook()
        for source in own.prefix(Comparison.knockers * 2) {
            guard let process = source.setup?.process, process > 0 else { continue }
            let gateways = networks.filter { source.networks.contains($0.name) }
                .flatMap(\.subnets).compactMap(Subnet.init).map(\.gateway)
            let targets = (gateways + others).flatMap { address in
                ports.map { NamespaceKnock.Target(address: address, port: $0) }
            }
            let knock = NamespaceKnock(process: process)
            let found = await NamespaceKnock.lasting(in: targets) { targets in
                await blocking { knock.answered(targets) }
            }
            if found == nil, !knock.isGone { look.unseen = .machine }
            guard let first = found?.first else { continue }
            look.drift = [
                Drift(
                    .network, subject: source.name,
                    found: "reaches port \(first.port) of this machine at \(first.address): the "
                        + "firewall does not hold", mend: FirewallState.mend)
            ]
            return look
        }
        return look
    }

    /// The addresses of this machine that are not of the stacks' networks, of which each client
    /// tries its own gateways.
    private var machineAddresses: [String] {
        let range = Subnet(world.settings.subnets.text)
        return Machine.addresses.filter { address in
            guard let own = Subnet("\(address)/32") else { return false }
            return range?.meets(own) != true
        }
    }
}

extension Subnet {
    /// The address that the engine gives to the bridge: the first one after the network's own.
    fileprivate var gateway: String {
        let text = Subnet(first: first + 1, length: 32).description
        return String(text.prefix { $0 != "/" })
    }
}
