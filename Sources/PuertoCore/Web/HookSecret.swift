/// A secret that a program signs its requests with, as far as lists may show it.
package struct HookSecret: Hashable, Sendable {
    package let name: Slug
    /// The only client that the program may act for; `nil` for any.
    package let tenant: Slug?
    /// The actions for which the program may ask.
    package let actions: Set<Action>
    /// Seconds since 1970, UTC, as the other times.
    package let addedAt: Int
    /// The time from which the secret is no longer accepted; `nil` for never.
    package let endsAt: Int?

    package init(name: Slug, tenant: Slug?, actions: Set<Action>, addedAt: Int, endsAt: Int?) {
        self.name = name
        self.tenant = tenant
        self.actions = actions
        self.addedAt = addedAt
        self.endsAt = endsAt
    }
}

extension HookSecret {
    package func isActive(at now: Int) -> Bool { endsAt.map { now < $0 } ?? true }

    /// Tells whether an active secret ends within 30 days.
    package func endsSoon(at now: Int) -> Bool { endsAt.map { $0 - now <= 30 * 86_400 } ?? false }

    /// Throws `protected` for an action that is not among the secret's, for another client, and for
    /// parameters that only an operator gives. No program names an image: its clients run those of
    /// their records.
    package func check(_ action: Action, _ tenant: Slug?, _ parameters: JobParameters) throws {
        guard actions.contains(action) else {
            let may = actions.isEmpty ? "nothing" : actions.list
            throw PuertoError(
                .protected, "'\(name)' may not ask for \(action.rawValue), only for \(may)",
                hint: fix(for: action, tenant, parameters))
        }
        guard self.tenant == nil || self.tenant == tenant else {
            throw PuertoError(.protected, "'\(name)' is a secret of another client").spanish(
                "'\(name)' es un secreto de otro cliente")
        }
        guard parameters.images.isEmpty, parameters.plan == nil, !parameters.newData,
            !parameters.allowsDowngrade, !parameters.prune
        else {
            throw PuertoError(.protected, "programs name no images and give up no data")
        }
    }

    /// The command that makes a secret with this action, or the action's own for an operator.
    private func fix(for action: Action, _ tenant: Slug?, _ parameters: JobParameters) -> String {
        guard action.needsApproval else {
            let scope = action == .build ? nil : self.tenant.map { " --tenant \($0)" }
            return "puerto hook-secret add NAME\(scope ?? "") --action \(action.rawValue) "
                + "makes one that may"
        }
        let words = [action.rawValue, tenant?.text, parameters.field?.rawValue].compactMap { $0 }
        return "no program may; an operator: puerto \(words.joined(separator: " "))"
    }
}

extension Set<Action> {
    /// The actions in their usual order, as in `restart, reconcile`.
    package var list: String { inOrder.map(\.rawValue).joined(separator: ", ") }

    package var inOrder: [Action] { Action.allCases.filter(contains) }
}
