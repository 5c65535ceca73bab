/// The rights of a new hook secret, and its end.
package struct HookSecretOffer: Hashable, Sendable {
    /// The only client that the program may act for; `nil` for any.
    package var tenant: Slug?
    package var actions: Set<Action>
    /// The time from which the secret is no longer accepted, in seconds since 1970; `nil` for never.
    package var endsAt: Int?

    package static let usualActions: Set<Action> = [.restart, .reconcile]
    /// A year, in seconds.
    package static let usualLifetime = 365 * 86_400
    /// The actions that a secret may be given.
    package static let possibleActions = Set(Action.allCases.filter { !$0.needsApproval })

    package init(tenant: Slug?, actions: Set<Action> = usualActions, endsAt: Int?) {
        self.tenant = tenant
        self.actions = actions
        self.endsAt = endsAt
    }
}

extension HookSecretOffer {
    /// Throws `protected` for an action that needs an operator's approval, and `invalid` for a
    /// secret that could ask for nothing.
    package func check(at now: Int) throws {
        if let action = actions.inOrder.first(where: \.needsApproval) {
            throw PuertoError(
                .protected, "no program may ask for \(action.rawValue): an operator approves it",
                hint: "choose of \(HookSecretOffer.possibleActions.list)"
            ).spanish(
                "ningún programa puede pedir \(action.rawValue): lo aprueba un operador",
                hint: "elige entre \(HookSecretOffer.possibleActions.list)")
        }
        guard !actions.isEmpty else {
            throw PuertoError(
                .invalid, "a secret without actions asks for nothing",
                hint: "choose of \(HookSecretOffer.possibleActions.list)"
            ).spanish(
                "un secreto sin acciones no pide nada",
                hint: "elige entre \(HookSecretOffer.possibleActions.list)")
        }
        if let tenant, actions.contains(.build) {
            throw PuertoError(
                .invalid, "a secret of '\(tenant)' asks for no build, which is of all clients",
                hint: "give build to a secret without --tenant"
            ).spanish(
                "un secreto de '\(tenant)' no pide build, que es de todos los clientes",
                hint: "da build a un secreto sin --tenant")
        }
        if let endsAt, endsAt <= now {
            throw PuertoError(
                .invalid, "the end \(Timestamp.text(endsAt)) has passed",
                hint: "choose a later day, or never"
            ).spanish(
                "el final, \(Timestamp.text(endsAt)), ya pasó",
                hint: "elige un día posterior, o never")
        }
    }

    /// Returns one `name: value` a line, for the history.
    package var lines: [String] {
        [
            "tenant: \(tenant?.text ?? "any")", "actions: \(actions.list)",
            "ends: \(endsAt.map(Timestamp.text) ?? "never")",
        ]
    }
}
