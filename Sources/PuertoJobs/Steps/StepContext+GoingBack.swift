internal import PuertoCore
internal import PuertoEngine
internal import PuertoStore
internal import PuertoVault

extension StepContext {
    /// Goes back to the stack file that ran before the job, after the new one has not become
    /// healthy. Returns the job's error, which says how that ended.
    func goBack(after error: PuertoError) async throws -> PuertoError {
        do {
            let steps = try world.store.job(job.id).steps
            guard steps.contains(where: { $0.knownName == .files && $0.state != .waiting }),
                try await hasFormerFile()
            else { return error }
            try await runFormerFile()
        } catch let second as PuertoError {
            return error.rewording { text, l in
                let before = l(
                    "con el archivo anterior del sistema", "with the stack file of before")
                return "\(text); \(before): \(second.message(l))"
            }
        }
        return error.rewording { text, l in
            let end = l(
                "el archivo anterior del sistema vuelve a funcionar",
                "the stack file of before runs again")
            return "\(text); \(end)"
        }
    }

    /// Tells whether a stack file of before is kept that has the stack's present ports, addresses and
    /// bridges.
    func hasFormerFile() async throws -> Bool {
        switch job.action {
        case .provision, .resume, .reconcile, .upgrade: break
        case .suspend, .restart, .rotate, .archive, .build, .scripts: return false
        }
        guard slug != nil else { return false }
        let stack = try await stack(asItWas: true)
        // What ran before is published.
        guard stack.facts.isOpen, let former = try stack.folder.former() else { return false }
        let text = String(decoding: former, as: UTF8.self)
        let places =
            stack.spec.networks.map { "- subnet: \($0.subnet)\n" }
            + stack.spec.networks.map { "\"\($0.bridge)\"\n" }
            + stack.whole.ports.map { "\"127.0.0.1:\($0):" }
        return places.allSatisfy(text.contains)
    }

    /// Runs the kept stack file and waits until the stack is healthy.
    func runFormerFile() async throws {
        say("going back to the stack file that ran before")
        let stack = try await stack(asItWas: true)
        guard let former = try stack.folder.former() else { return }
        try stack.folder.putBackFormer()
        try world.store.setApplied(Digest.sha256(former), lease)
        try await up(stack, [])
        try await waitForHealth(of: stack)
        say("healthy again with the stack file of before")
        let status = try world.store.tenant(stack.slug).status
        guard status == .suspended || status == .archived else { return }
        try world.store.setStatus(.ready, reason: nil, lease)
    }

    private func waitForHealth(of stack: Stack) async throws {
        let end = ContinuousClock.now + .seconds(world.settings.patience)
        while true {
            let listeners = world.machine.listeners
            let finding = try await stack.probe(containers(stack), listeners).look()
            guard finding.health != .healthy else { return }
            guard ContinuousClock.now < end else {
                throw PuertoError(.io, "not healthy: \(finding.detail)")
                    .spanish("no funciona bien: \(finding.detail(.es))")
            }
            try await Task.sleep(for: .milliseconds(300))
        }
    }
}
