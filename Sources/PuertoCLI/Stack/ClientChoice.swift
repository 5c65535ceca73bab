import ArgumentParser
import PuertoCore
import PuertoStore

/// The clients of a verb: names, or a selection by state, plan, host and tag.
struct ClientChoice: ParsableArguments {
    @OptionGroup var selected: SelectionOptions
    @Flag(help: "Confirm several clients without a question.") var yes = false
    @Option(help: "The number of clients at a time.") var jobs = 2
}

extension ClientChoice {
    /// Tells whether options select clients.
    var isSelection: Bool { selected.isGiven }

    /// Throws wrong usage unless there are names, a selection, or `--all`, and only one of them.
    /// `single` are options that take one client, and whether each is given.
    func check(
        _ slugs: [String], all: Bool? = nil, _ action: ActionOptions,
        single: [(name: String, isGiven: Bool)] = []
    ) throws {
        let ways = [!slugs.isEmpty, isSelection, all == true].count { $0 }
        guard ways == 1 else {
            throw ValidationError(
                "name clients, or select them by --state, --plan, --host or --tag"
                    + (all == nil ? "" : ", or --all"))
        }
        guard (1...32).contains(jobs) else { throw ValidationError("--jobs is from 1 to 32") }
        let key = (name: "--idempotency-key", isGiven: action.idempotencyKey != nil)
        for (name, isGiven) in single + [key] where isGiven && !isOne(slugs) {
            throw ValidationError("\(name) takes one client, by its name")
        }
    }

    func isOne(_ slugs: [String]) -> Bool { slugs.count == 1 }

    /// Returns the clients of names or of the selection, each once. Throws for one that the action
    /// cannot take before anything is queued.
    func clients(_ slugs: [String], for action: Action, _ store: Store) throws -> [Tenant] {
        guard isSelection else {
            let tenants = try store.tenants(named: slugs)
            let here = try store.firstHost()
            for tenant in tenants {
                if let away = TenantLine(tenant).away(from: here) {
                    throw ClientChoice.isAway(tenant, away.here)
                }
                try action.check(tenant)
            }
            return tenants
        }
        let selected = try store.select(selected.selection(), for: action)
        for tenant in selected.left {
            let (spanish, english) =
                tenant.isObserved
                ? ("solo se observa", "only observed")
                : (tenant.status.word(.es), tenant.status.rawValue)
            Failure.note(
                Spoken.say(
                    "'\(tenant.slug)' queda fuera: \(spanish)",
                    "'\(tenant.slug)' is left out: \(english)"))
        }
        return selected.wanted
    }

    private static func isAway(_ tenant: Tenant, _ here: Slug) -> PuertoError {
        let move = "puerto tenant edit \(tenant.slug) --host \(here)"
        return PuertoError(
            .unsupported, "'\(tenant.slug)' is on '\(tenant.host)', which is another machine",
            hint: "leave it out, or, while it has no stack, bring it here: \(move)"
        ).spanish(
            "'\(tenant.slug)' está en '\(tenant.host)', que es otra máquina",
            hint: "déjalo fuera o, mientras no tenga pila, tráelo a esta: \(move)")
    }
}

extension ActionOptions {
    /// Does an action on the named or selected clients; of several it shows one plan and asks once.
    func perform(
        _ action: Action, _ slugs: [String], _ choice: ClientChoice,
        _ parameters: JobParameters = JobParameters()
    ) async throws {
        guard choice.isSelection || slugs.count > 1 else {
            return try await perform(action, slugs[0], parameters)
        }
        let chosen = try confirmed(action, slugs, choice)
        try await FleetAction(action: action, parameters: parameters, limit: choice.jobs)
            .perform(chosen, self)
    }

    /// Returns the clients once their plan is confirmed; a dry run asks nothing.
    func confirmed(_ action: Action, _ slugs: [String], _ choice: ClientChoice) throws -> [Slug] {
        let chosen = try choice.clients(slugs, for: action, options.open().readingStore())
        guard !dryRun else { return chosen.map(\.slug) }
        let count = chosen.count
        Failure.note("\(action.rawValue): \(Clients.counted(count))")
        for tenant in chosen {
            Failure.note("  \(tenant.slug)  \(tenant.status.word(Spoken.language))")
        }
        if !choice.yes {
            try Confirmation.ask(
                Spoken.say(
                    "hacer \(action.rawValue) con \(count == 1 ? "este cliente" : "estos \(count) clientes")",
                    "\(action.rawValue) \(count == 1 ? "this client" : "these \(count) clients")"))
        }
        return chosen.map(\.slug)
    }
}
