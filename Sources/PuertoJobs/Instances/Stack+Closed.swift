internal import PuertoCore
internal import PuertoEngine
internal import PuertoStore

extension Stack {
    /// Throws `conflict` while the client's Windmill may have the stock password, for actions that
    /// do not replace it.
    func checkOpen() throws {
        if let closed { throw closed }
    }

    /// The line of a plan of an action that a closed stack stops.
    var closedLines: [String] { closed.map { ["stops here: \($0)"] } ?? [] }

    private var closed: PuertoError? {
        guard !facts.isOpen else { return nil }
        return PuertoError(
            .conflict,
            "the Windmill of '\(slug)' is not its own yet: it may have the stock password",
            hint: "puerto reconcile \(slug) replaces it, and starts what is missing"
        ).spanish(
            "el Windmill de '\(slug)' todavía no es suyo: puede que tenga la contraseña de fábrica",
            hint: "puerto reconcile \(slug) la cambia y arranca lo que falta")
    }

    /// Containers of an earlier start that would publish Windmill, or run its jobs, while it has the
    /// stock password.
    func openContainers(_ own: [ContainerState])
        -> [(container: ContainerState, reason: String)]
    {
        guard !facts.isOpen else { return [] }
        return own.filter {
            $0.service == .worker || ($0.service == .windmill && !$0.published.isEmpty)
        }.map { ($0, "it starts after the stock password is gone") }
    }
}

extension StepContext {
    /// Removes what must not run beside a Windmill with the stock password.
    func close(_ stack: Stack) async throws {
        let own = try await containers(stack)
        try await remove(stack.openContainers(own.all), own, stack)
    }
}
