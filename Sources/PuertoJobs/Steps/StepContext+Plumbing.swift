internal import PuertoCore
internal import PuertoEngine
internal import PuertoStore

extension StepContext {
    /// Makes those containers anew that run without a network or port of theirs. Throws `io` when
    /// that did not help.
    func mendPlumbing(_ stack: Stack, _ services: [ServiceKind]) async throws {
        let faults = try await plumbingFaults(stack, services)
        guard !faults.isEmpty else { return }
        for fault in faults { say("\(fault): it is made anew") }
        let engine = try await engine.get()
        try await perform(
            engine.compose.remake(
                stack.identity, faults.map(\.service), in: stack.folder.path),
            try stack.redactor())
        guard let left = try await plumbingFaults(stack, services).first else { return }
        throw PuertoError(
            .io, "\(left), also after it was made anew",
            hint: "docker inspect \(left.container) shows its networks; systemctl restart docker "
                + "sets up the engine's own rules again"
        ).spanish(
            "\(left.spanish), también después de crearlo de nuevo",
            hint: "docker inspect \(left.container) muestra sus redes; systemctl restart docker "
                + "repone las reglas del motor")
    }

    func plumbingFaults(_ stack: Stack, _ services: [ServiceKind]) async throws
        -> [Plumbing.Fault]
    {
        Plumbing.faults(of: stack.spec, services, in: try await containers(stack))
    }
}
