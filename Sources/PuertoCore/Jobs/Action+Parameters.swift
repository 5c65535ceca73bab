extension Action {
    /// The actions that a tenant's state allows now.
    package static func allowed(for tenant: Tenant) -> [Action] {
        allCases.filter { action in
            action.needsTenant && (try? action.check(tenant)) != nil
        }
    }

    /// Throws `conflict` when a parameter is missing that this action needs, and for one that it does
    /// not take.
    package func checkParameters(_ parameters: JobParameters) throws {
        guard self == .upgrade || parameters.images.isEmpty else { throw useless("images") }
        guard self == .rotate || parameters.field == nil else { throw useless("field") }
        guard self == .scripts || !parameters.prune else { throw useless("prune") }
        switch self {
        case .rotate: try Action.checkField(parameters.field)
        case .upgrade:
            guard !parameters.images.isEmpty else {
                throw PuertoError(.conflict, "upgrade needs 'images', as redis=redis:7.4.5")
                    .spanish("di las imágenes, como redis=redis:7.4.5")
            }
        case .provision, .suspend, .resume, .restart, .reconcile, .archive, .build, .scripts: break
        }
    }

    /// Throws `conflict` for an action that takes a client's system away and does not say why.
    package func checkReason(_ parameters: JobParameters) throws {
        guard needsReason, parameters.reason == nil else { return }
        throw PuertoError(
            .conflict, "\(rawValue) needs a reason",
            hint: "say why: the portal and the history show it"
        ).spanish(
            "«\(word(.es))» necesita un motivo",
            hint: "di por qué: se ve en el portal y el historial"
        )
    }

    /// Tells whether the action is asked for with a reason.
    package var needsReason: Bool {
        switch self {
        case .suspend, .archive: true
        case .provision, .resume, .restart, .rotate, .upgrade, .reconcile, .build, .scripts: false
        }
    }

    private func useless(_ name: String) -> PuertoError {
        PuertoError(.conflict, "\(rawValue) takes no '\(name)'", hint: "leave it out")
            .spanish("«\(word(.es))» no lleva '\(name)'", hint: "quítalo")
    }

    private static func checkField(_ field: CredentialField?) throws {
        switch field {
        case .app, .postgres, .redis: break
        case nil:
            throw PuertoError(.conflict, "rotate needs 'field': postgres, redis or app")
                .spanish("di de qué contraseña se trata: postgres, redis o app")
        }
    }
}
