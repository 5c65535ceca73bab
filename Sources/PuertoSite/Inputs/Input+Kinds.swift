extension Input.Kind {
    /// The source of an input: while its source is as it was, the input need not be looked at.
    enum Origin: Sendable {
        case configuration, records
        /// The notes of one tenant.
        case notes
        /// Notes that belong to no tenant.
        case strayNotes
        /// The text of one runbook.
        case runbook
        /// A list of all runbooks.
        case runbooks
    }

    var origin: Origin {
        switch self {
        case .agency, .address, .ports, .hosts, .plans, .host, .plan, .assets, .hook, .zone,
            .rounds:
            .configuration
        case .totals, .inUse, .berths, .slotsLeft, .latestChange, .history, .base, .fleetPage,
            .payersPage, .attention, .examples, .shard, .tenant, .changes, .tenantExists, .custody,
            .sealedPage, .operations, .probes, .baseProbe, .diskRooms, .demo:
            .records
        case .notes: .notes
        case .stray: .strayNotes
        case .runbook, .outline: .runbook
        case .runbooks, .tenantRunbooks, .clientRunbooks: .runbooks
        }
    }

    /// The list in which an input's argument is a place.
    enum Argument: Sendable {
        case none, tenant, host, plan, runbook, notesFile
        /// A page of a list, counted from 1.
        case page
        /// A file of the search over clients, counted from 0.
        case searchFile
    }

    var argument: Argument {
        switch self {
        case .agency, .address, .ports, .hosts, .plans, .assets, .hook, .zone, .rounds, .totals,
            .inUse,
            .slotsLeft, .latestChange, .history, .base, .attention, .examples, .probes, .baseProbe,
            .runbooks, .tenantRunbooks, .clientRunbooks, .diskRooms, .demo:
            .none
        case .tenant, .changes, .tenantExists, .custody, .sealedPage, .operations, .notes: .tenant
        case .host, .berths: .host
        case .plan: .plan
        case .runbook, .outline: .runbook
        case .stray: .notesFile
        case .fleetPage, .payersPage: .page
        case .shard: .searchFile
        }
    }
}
