internal import PuertoCore

extension Action {
    /// The actions that a tenant's state allows now.
    static func allowed(for tenant: Tenant) -> [Action] {
        allCases.filter { action in
            action.needsTenant && (try? action.check(tenant)) != nil
        }
    }

    /// Throws a 409 when a parameter is missing that this action needs, and a 400 for a field that
    /// it does not take.
    func checkParameters(_ parameters: JobParameters) throws {
        switch self {
        case .rotate: try Action.checkField(parameters.field)
        case .upgrade:
            guard !parameters.images.isEmpty else {
                throw Problem(
                    409, "di las imágenes, como redis=redis:7.4.5",
                    "upgrade needs 'images', as redis=redis:7.4.5")
            }
        case .provision, .suspend, .resume, .restart, .reconcile, .archive, .build: break
        }
    }

    private static func checkField(_ field: CredentialField?) throws {
        switch field {
        case .postgres, .redis: break
        case .app: throw Problem(400, english: "'field' must be postgres or redis")
        case nil:
            throw Problem(
                409, "di de qué contraseña se trata: postgres o redis",
                "rotate needs 'field': postgres or redis")
        }
    }
}
