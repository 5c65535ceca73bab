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

    private var closed: PuertoError? { facts.isOpen ? nil : closedError }

    /// The error of a client whose Windmill may have the stock password.
    var closedError: PuertoError {
        PuertoError(
            .conflict,
            "the Windmill of '\(slug)' is not its own yet: it may have the stock password",
            hint: "puerto reconcile \(slug) replaces it, and starts what is missing"
        ).spanish(
            "el Windmill de '\(slug)' todavía no es suyo: puede que tenga la contraseña de fábrica",
            hint: "puerto reconcile \(slug) la cambia y arranca lo que falta")
    }

    /// Containers of an earlier start that would publish Windmill, or run its jobs, while it has the
    /// stock password. Data that are going to be new have it.
    func openContainers(_ own: [ContainerState], isNew: Bool = false)
        -> [(container: ContainerState, reason: String)]
    {
        guard !facts.isOpen || isNew else { return [] }
        return own.filter {
            $0.service == .worker || ($0.service == .windmill && !$0.published.isEmpty)
        }.map { ($0, "it starts after the stock password is gone") }
    }
}

extension StepContext {
    /// Removes what must not run beside a Windmill with the stock password.
    func close(_ stack: Stack) async throws {
        let own = try await containers(stack)
        try await remove(
            stack.openContainers(own.all, isNew: job.parameters.newData), own, stack)
    }

    /// Throws `conflict` where the client's Windmill may have the stock password, as the record has
    /// it, and where its PostgreSQL has other data by now. A server that does not answer says
    /// nothing of its data: a restart is what mends it.
    func checkOpen(_ stack: Stack) async throws {
        try stack.checkOpen()
        guard !stack.facts.instance.isLeft,
            let data = try? await stack.instanceData(containers(stack)),
            !stack.facts.isSecured(in: data)
        else { return }
        throw stack.closedError
    }
}
