internal import PuertoCore

extension JobStep {
    /// What it does; a name that this version does not know stays as it is.
    func word(_ l: Language) -> String {
        switch name {
        case "preflight": l("comprobación previa", "preflight")
        case "files": l("ficheros", "files")
        case "data": l("datos", "data services")
        case "database": l("acceso a los datos", "logins")
        case "application": l("aplicación", "application")
        case "health": l("salud", "health")
        case "record": l("registro", "record")
        case "stop": l("parada", "stop")
        case "refusal": l("puertos cerrados", "ports refuse")
        case "remove": l("retirada de contenedores", "containers removed")
        case "restart": l("reinicio", "restart")
        case "look": l("vistazo", "look")
        case "new": l("contraseña nueva", "new password")
        case "switch": l("cambio", "switch")
        case "drop": l("olvido de la anterior", "old one dropped")
        case "proof": l("prueba", "proof")
        case "adopt": l("imagen adoptada", "image adopted")
        case "pages": l("páginas", "pages")
        default: name
        }
    }
}

extension Drift {
    /// What was found, where it is one of the phrases there are; else as the engine has it.
    func words(_ l: Language) -> String {
        switch found {
        case "missing": l("falta", found)
        case "not what is recorded": l("no es lo que está registrado", found)
        case "edited by hand": l("cambiado a mano", found)
        case "not what the record comes to by now": l("ya no es lo que pide el registro", found)
        case "its rotation did not come to its end": l("su cambio quedó a medias", found)
        case "no job has made it ready yet": l("ningún trabajo lo ha terminado todavía", found)
        case "not recorded": l("sin registrar", found)
        default: found
        }
    }
}
