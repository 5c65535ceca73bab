internal import PuertoCore
internal import PuertoEngine

extension Comparison {
    /// Compares the stack's networks, and finds others' containers on them.
    func networkDrift(_ stack: Stack) -> [Drift] {
        let mend = "puerto reconcile \(stack.slug)"
        return stack.spec.networks.flatMap { wanted -> [Drift] in
            let found = networks.first {
                $0.name == wanted.name && stack.identity.owns($0.labels)
            }
            guard let found else {
                return [Drift(.network, subject: wanted.name, found: "missing", mend: mend)]
            }
            return wanted.differences(found).map {
                Drift(.network, subject: wanted.name, found: $0, mend: mend)
            } + guests(on: wanted.name, stack)
        }
    }

    /// Containers that are on a network of the stack and are not the stack's.
    private func guests(on network: String, _ stack: Stack) -> [Drift] {
        containers.filter {
            $0.networks.contains(network) && !stack.identity.owns($0.labels)
        }.map { guest in
            let owner = ContainerOwner(guest.labels, seenFrom: stack.identity)
            let known = slug(ofNumber: guest.labels[StackIdentity.Label.tenant])
            let byHand = "docker network disconnect \(network) \(guest.name)"
            let mend =
                switch owner {
                case .neighbour: known.map { "puerto reconcile \($0)" } ?? byHand
                case .own, .elsewhere, .stranger: byHand
                }
            return Drift(
                .network, subject: network,
                found: "the container \(guest.name) is attached to it and is \(owner)",
                mend: mend)
        }
    }

    /// Finds containers without the stack's labels that Compose counts as the stack's. Compose
    /// would stop or replace them, so nothing is started until they are gone. Only a container that
    /// is no client's is for a person to remove.
    func intruders(_ stack: Stack) -> [Drift] {
        containers.filter {
            $0.labels["com.docker.compose.project"] == stack.identity.project
                && !stack.identity.owns($0.labels)
        }.map { other in
            let owner = ContainerOwner(other.labels, seenFrom: stack.identity)
            let mend =
                switch owner {
                case .stranger: "docker stop \(other.name) && docker rm \(other.name)"
                // Its containers by another slug: the records are older, or newer.
                case .own, .neighbour:
                    other.labels[StackIdentity.Label.tenant] == String(stack.identity.tenant)
                        ? "puerto tenant recover \(stack.identity.tenant)"
                        : "docker stop \(other.name), and find out who made it"
                case .elsewhere(let client, let workspace):
                    "puerto doctor \(client), in the workspace \(workspace)"
                }
            return Drift(
                .stray, subject: other.name,
                found: "is in this stack's Compose project and is \(owner), \(other.status)",
                mend: mend)
        }
    }
}

extension NetworkSpec {
    /// Returns the differences between this network and the engine's, in words.
    func differences(_ found: NetworkState) -> [String] {
        var texts: [String] = []
        if found.subnets != ["\(subnet)"] {
            let addresses = found.subnets.isEmpty ? "none" : found.subnets.joined(separator: ", ")
            texts.append("has the addresses \(addresses), recorded is \(subnet)")
        }
        guard let setup = found.setup else { return texts }
        if setup.isInternal != isInternal {
            texts.append(isInternal ? "leads outside" : "is internal")
        }
        let wanted = options
        for name in Set(wanted.keys).union(setup.options.keys.filter(NetworkSpec.matters)).sorted()
        where setup.options[name] != wanted[name] {
            let value = setup.options[name].map { "'\($0)'" } ?? "not set"
            texts.append("\(name) is \(value), recorded is \(wanted[name] ?? "unset")")
        }
        return texts
    }

    /// Engines set options of their own; these decide who reaches whom.
    private static func matters(_ name: String) -> Bool {
        name.hasSuffix(".enable_icc") || name.hasSuffix(".enable_ip_masquerade")
            || name.contains(".gateway_mode") || name.contains(".trusted_host_interfaces")
    }
}
