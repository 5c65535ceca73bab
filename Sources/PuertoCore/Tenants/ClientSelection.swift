/// The clients that share a state, a plan, a host or a tag. Values of one kind are alternatives;
/// every kind that is given has to match. The base system is never among them.
package struct ClientSelection: Hashable, Sendable {
    package var states: [Tenant.Status]
    package var plans: [String]
    package var hosts: [String]
    package var tags: [String]
    /// The prefix of the options' names where a verb has `--plan` for itself: `with-`, as in
    /// `--with-plan`.
    package var prefix = ""

    package init(
        states: [Tenant.Status] = [], plans: [String] = [], hosts: [String] = [],
        tags: [String] = []
    ) {
        self.states = states
        self.plans = plans
        self.hosts = hosts
        self.tags = tags
    }
}

extension ClientSelection {
    package var isEmpty: Bool {
        states.isEmpty && plans.isEmpty && hosts.isEmpty && tags.isEmpty
    }

    package func matches(_ tenant: Tenant) -> Bool {
        guard tenant.kind == .client else { return false }
        return (states.isEmpty || states.contains(tenant.status))
            && (plans.isEmpty || tenant.plan.map(plans.contains) ?? false)
            && (hosts.isEmpty || hosts.contains(tenant.host.text))
            && (tags.isEmpty || tenant.tags.contains(where: tags.contains))
    }

    /// The selection as options of a command line.
    package var text: String {
        let parts =
            states.map { ("state", $0.rawValue) } + plans.map { ("plan", $0) }
            + hosts.map { ("host", $0) } + tags.map { ("tag", $0) }
        return parts.map { "--\(prefix)\($0.0) \($0.1)" }.joined(separator: " ")
    }
}

extension Action {
    /// The states of clients that a selection may give to the action. An archived client is resumed
    /// only where the selection names that state, and what is done already is not done again.
    package func takesSelected(_ status: Tenant.Status, _ selection: ClientSelection) -> Bool {
        switch self {
        case .provision: status == .draft || status == .provisioning
        case .suspend: status == .provisioning || status == .ready || status == .degraded
        case .resume:
            status == .suspended || (status == .archived && selection.states.contains(.archived))
        case .restart, .rotate, .upgrade, .scripts: status == .ready || status == .degraded
        case .reconcile: status != .draft
        case .archive: status != .archived
        case .build: false
        }
    }
}
