import ArgumentParser
import PuertoCore

/// The options that select clients by what they share.
struct SelectionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Every client in this state; repeat it for more.",
            discussion: "Of several kinds (--state, --plan, --host, --tag) all have to match."))
    var state: [String] = []
    @Option(help: "Every client with this plan; repeat it for more.") var plan: [String] = []
    @Option(help: "Every client on this host; repeat it for more.") var host: [String] = []
    @Option(help: "Every client with this tag; repeat it for more.") var tag: [String] = []
}

/// The same options of a verb whose `--plan`, `--host` and `--tag` are what it records.
struct WithOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Every client in this state; repeat it for more.",
            discussion: "Of several kinds (--with-…) all have to match."))
    var withState: [String] = []
    @Option(help: "Every client with this plan; repeat it for more.") var withPlan: [String] = []
    @Option(help: "Every client on this host; repeat it for more.") var withHost: [String] = []
    @Option(help: "Every client with this tag; repeat it for more.") var withTag: [String] = []
}

extension SelectionOptions {
    /// Tells whether options select clients.
    var isGiven: Bool { !(state + plan + host + tag).isEmpty }

    /// The options as they were typed.
    var words: [String] {
        let parts =
            state.map { ["--state", $0] } + plan.map { ["--plan", $0] }
            + host.map { ["--host", $0] } + tag.map { ["--tag", $0] }
        return parts.flatMap { $0 }
    }

    /// Throws wrong usage where clients are named and selected too.
    func check(besides slugs: [String]) throws {
        guard slugs.isEmpty || !isGiven else {
            throw ValidationError(
                "name clients, or select them by --state, --plan, --host or --tag")
        }
    }

    /// Reads the selection. Throws `invalid` for a state that there is not.
    func selection() throws -> ClientSelection {
        try ClientSelection(states: state, plans: plan, hosts: host, tags: tag)
    }
}

extension WithOptions {
    var isGiven: Bool { !(withState + withPlan + withHost + withTag).isEmpty }

    /// Reads the selection, as `SelectionOptions` does.
    func selection() throws -> ClientSelection {
        var selection = try ClientSelection(
            states: withState, plans: withPlan, hosts: withHost, tags: withTag)
        selection.prefix = "with-"
        return selection
    }
}

extension ClientSelection {
    fileprivate init(states: [String], plans: [String], hosts: [String], tags: [String]) throws {
        let known = try states.map { word in
            guard let status = Tenant.Status(rawValue: word) else {
                let all = Tenant.Status.allCases.map(\.rawValue).joined(separator: ", ")
                throw PuertoError(
                    .invalid, "state is \(PuertoError.quote(word))", hint: "one of \(all)"
                ).spanish("el estado es \(PuertoError.quote(word))", hint: "uno de \(all)")
            }
            return status
        }
        self.init(states: known, plans: plans, hosts: hosts, tags: tags)
    }
}
