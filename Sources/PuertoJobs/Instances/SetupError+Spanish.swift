internal import PuertoCore
internal import Windmill
internal import WindmillSetup

extension SetupError.Unusable {
    var spanish: String {
        switch self {
        case .administratorPassword:
            "la contraseña del administrador tiene que ser distinta de la de fábrica y ocupar al "
                + "menos 12 bytes"
        case .clientPassword(let email):
            "la contraseña de \(email) tiene que ocupar al menos 8 bytes"
        case .passwordRecord(let code): "libargon2 no admite la contraseña (\(code))"
        case .recordedValue: "un valor registrado no es de los que acepta Windmill"
        }
    }
}

extension SetupError.Change {
    var spanish: String {
        switch self {
        case .deletedTokens: "siguen en la lista tokens que se borraron"
        case .setting(let key): "el ajuste \(key)"
        case .workspace(let id): "el espacio de trabajo \(id)"
        case .membership(let email): "los permisos de \(email)"
        case .folder(let name): "la carpeta \(name)"
        case .script(let path): "el script \(path)"
        }
    }
}

extension SetupError.Awaited {
    var spanish: String {
        switch self {
        case .health(let state): "la instancia \(state.spanish)"
        case .refusedToken: "que rechace un token borrado"
        case .lock: "las dependencias fijadas del script"
        case .endOfJob(let job): "el final del trabajo \(job)"
        }
    }
}

extension WindmillReadiness {
    fileprivate var spanish: String {
        switch self {
        case .notListening: "no escucha en su puerto"
        case .unhealthy: "no está sana"
        case .degraded: "funciona a medias: no da señales ningún trabajador"
        case .healthy: "está sana"
        }
    }
}

extension SetupError.WrongResult {
    var spanish: String {
        switch self {
        case .jobFailed: "el trabajo falló"
        case .anotherAnswer: "el trabajo responde otra cosa que lo que se le pidió"
        case .noText: "el trabajo responde algo que no es un texto"
        }
    }
}

extension WindmillError {
    /// The failure in Spanish; the server's own words stay as they are.
    var spanish: String {
        switch self {
        case .notListening(let reason), .unreachable(let reason):
            "no responde: \(FindingText.words(reason, .es))"
        case .disconnected(let call): "\(call): no responde: se cerró la conexión"
        case .timeout(let call, let phase): "\(call): no responde a tiempo (\(phase.spanish))"
        case .refused(let refusal):
            "\(refusal.call): responde con el estado \(refusal.status)"
                + (refusal.text.isEmpty ? "" : ": \(refusal.text)")
        case .malformed(let call, let field):
            "\(call): responde con algo que no es de Windmill (en '\(field)')"
        case .tooLong(let call, let limit): "\(call): la respuesta pasa de \(limit) bytes"
        case .tooManyRows(let limit): "una lista tiene más de \(limit) filas"
        case .openSourceBuild(let call): "\(call): es una versión sin gestión de usuarios"
        case .noAuthentication: "es una versión sin inicio de sesión"
        }
    }
}

extension WindmillError.Phase {
    fileprivate var spanish: String {
        switch self {
        case .connecting: "al conectar"
        case .silence: "sin recibir nada"
        case .total: "en total"
        }
    }
}
