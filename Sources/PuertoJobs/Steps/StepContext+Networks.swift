internal import PuertoCore
internal import PuertoEngine

extension Stack {
    /// The differences between the stack's networks and the engine's, in words. An existing network
    /// cannot be changed: it is made anew, and the containers on it with it.
    func differences(of networks: OwnNetworks) -> [RecordedText] {
        networks.all.flatMap { found in
            guard let wanted = spec.networks.first(where: { $0.name == found.name }) else {
                return [
                    RecordedText(
                        "\(found.name) is no longer of this stack",
                        spanish: "\(found.name) ya no es de este sistema")
                ]
            }
            return wanted.differences(found).map {
                RecordedText(
                    "\(found.name): \($0)",
                    spanish: "\(found.name): \(FindingText.words($0, .es))")
            }
        }
    }
}

extension PreviewContext {
    /// Says which networks will be made anew, and that this interrupts the client.
    func networkLines() async throws -> [String] {
        let stack = try stack()
        let found = try await engine.get().networks(of: stack.identity)
        guard let first = stack.differences(of: found).first else { return [] }
        return [
            "network \(first.english)",
            "interruption: all networks and containers are made anew; data stays in its volumes",
        ]
    }
}

extension StepContext {
    /// Throws `conflict` where networks would have to be made anew: that is for `reconcile`, whose
    /// plan says so. Compose refuses them half-way.
    func checkNetworks(_ stack: Stack) async throws {
        let found = try await engine.get().networks(of: stack.identity)
        guard let first = stack.differences(of: found).first else { return }
        throw PuertoError(
            .conflict, "the networks of '\(stack.slug)' have to be made anew: \(first.english)",
            hint: "puerto reconcile \(stack.slug) does it, and interrupts the client meanwhile"
        ).spanish(
            "hay que crear de nuevo las redes de '\(stack.slug)': \(first(.es))",
            hint: "puerto reconcile \(stack.slug) lo hace, e interrumpe al cliente mientras tanto")
    }
}
