internal import PuertoCore
internal import Windmill
internal import WindmillSetup

/// Runs a part of a client's setup; its errors become those of Puerto.
func speaking<Value>(of slug: Slug, _ body: () throws -> Value) throws -> Value {
    do { return try body() } catch let error as SetupError {
        throw error.puerto(slug)
    } catch is InvalidValue { throw SetupError.unusable(.recordedValue).puerto(slug) }
}

func speaking<Value>(of slug: Slug, _ body: () async throws -> Value) async throws -> Value {
    do { return try await body() } catch let error as SetupError {
        throw error.puerto(slug)
    } catch is InvalidValue { throw SetupError.unusable(.recordedValue).puerto(slug) }
}

extension SetupError {
    /// The error in both languages, with the way on where a record of the client's has to change.
    func puerto(_ slug: Slug) -> PuertoError {
        let (english, spanish) = ("Windmill: \(self)", "Windmill: \(spanish)")
        switch self {
        case .clientIsAdministrator:
            return PuertoError(
                code, english, hint: "puerto tenant edit \(slug) --contact-email ADDRESS"
            ).spanish(spanish, hint: "puerto tenant edit \(slug) --contact-email CORREO")
        case .unusable(.clientPassword):
            return PuertoError(
                code, english, hint: "puerto credential set \(slug) app records another one"
            ).spanish(spanish, hint: "puerto credential set \(slug) app registra otra")
        case .unusable, .call, .foreignAnswer, .noPasswordWorks, .administratorIsGone,
            .notSuperAdministrator, .takesTheOldSecret, .refusesTheNewSecret, .loginsAreLimited,
            .noLogins, .needsTheDatabase, .unreadableTokens, .workspaceIsArchived,
            .loginIsDisabled, .unknownRights, .noUserName, .changeIsNotThere, .outOfTime,
            .scriptHasNoLock, .wrongResult, .secretsAreLost:
            return PuertoError(code, english).spanish(spanish)
        }
    }

    private var code: PuertoError.Code {
        switch self {
        case .unusable: .invalid
        case .call, .foreignAnswer, .outOfTime, .loginsAreLimited, .changeIsNotThere,
            .refusesTheNewSecret:
            .io
        case .noLogins, .needsTheDatabase: .unsupported
        case .noPasswordWorks, .administratorIsGone, .notSuperAdministrator, .takesTheOldSecret,
            .unreadableTokens, .workspaceIsArchived, .loginIsDisabled, .scriptHasNoLock,
            .wrongResult, .secretsAreLost, .noUserName, .clientIsAdministrator, .unknownRights:
            .conflict
        }
    }

    private var spanish: String {
        switch self {
        case .unusable(let value): value.spanish
        case .call(let step, let error): "\(step.spanish): \(error.spanish)"
        case .foreignAnswer(let step):
            "\(step.spanish): responde con algo que no es de Windmill"
        case .noPasswordWorks(let email):
            "ni una contraseña registrada ni la de fábrica abren \(email), y no se alcanza la base "
                + "de datos de la instancia: arranca su PostgreSQL y repítelo"
        case .administratorIsGone(let email):
            "alguien borró \(email) de la instancia: créalo allí de nuevo como "
                + "superadministrador y registra su contraseña"
        case .notSuperAdministrator(let email):
            "\(email) no es superadministrador: dale ese permiso en la instancia"
        case .takesTheOldSecret(let step):
            "\(step.spanish): todavía acepta la contraseña o el token anterior"
        case .refusesTheNewSecret(let step):
            "\(step.spanish): no acepta la contraseña o el token nuevo"
        case .loginsAreLimited(let step):
            "\(step.spanish): la instancia limita los inicios de sesión (429) más tiempo del que "
                + "se puede esperar: vuelve a intentarlo en unos minutos"
        case .noLogins:
            "la instancia es una versión sin usuarios (no_auth), en la que cualquiera es "
                + "administrador: usa otra imagen"
        case .needsTheDatabase(let step):
            "\(step.spanish): la instancia es la versión compilada del código, cuya API no tiene "
                + "usuarios: hace falta su base de datos"
        case .unreadableTokens(let count):
            "no se pueden leer \(count) tokens del usuario, ni por tanto borrarlos: bórralos en la "
                + "instancia"
        case .workspaceIsArchived(let id):
            "el espacio de trabajo \(id) está archivado: recupéralo o bórralo en la instancia"
        case .loginIsDisabled(let email):
            "\(email) está desactivado en la instancia: actívalo allí"
        case .clientIsAdministrator(let email):
            "\(email) puede hacer de todo en la instancia y no recibe la contraseña de un cliente: "
                + "registra otro correo de contacto del cliente"
        case .unknownRights(let email):
            "no se pueden leer los permisos de \(email) en la instancia, y no recibe la contraseña "
                + "de un cliente: míralo allí"
        case .noUserName(let email):
            "usuario del cliente: no queda ningún nombre de usuario libre para \(email)"
        case .changeIsNotThere(let step, let change):
            "\(step.spanish): la instancia aceptó un cambio y no lo muestra: \(change.spanish)"
        case .outOfTime(let step, let awaited):
            "\(step.spanish): no llegó a tiempo: \(awaited.spanish)"
        case .scriptHasNoLock(let line):
            "prueba: no se pueden fijar las dependencias del script"
                + (line.isEmpty ? "" : ": \(line)")
        case .wrongResult(let result): "prueba: \(result.spanish)"
        case .secretsAreLost(let count):
            "clave del espacio de trabajo: \(count) variables secretas no se pueden leer con la "
                + "clave nueva"
        }
    }
}

extension SetupStep {
    fileprivate var spanish: String {
        switch self {
        case .administrator: "administrador"
        case .token: "token"
        case .settings: "ajustes"
        case .workspace: "espacio de trabajo"
        case .client: "usuario del cliente"
        case .membership: "permisos del cliente"
        case .readiness: "disponibilidad"
        case .smoke: "prueba"
        case .workspaceKey: "clave del espacio de trabajo"
        }
    }
}
