internal import PuertoCore

extension Drift {
    /// The finding in words, where it is a known phrase; else as the engine reports it.
    func words(_ l: Language) -> String {
        switch found {
        case "missing": l("falta", found)
        case "not what is recorded": l("no es lo que está registrado", found)
        case "edited by hand": l("cambiado a mano", found)
        case "not what the record comes to by now": l("ya no es lo que pide el registro", found)
        case "its rotation did not come to its end": l("su cambio quedó a medias", found)
        case "no job has made it ready yet": l("ningún trabajo lo ha dejado listo todavía", found)
        case "not recorded": l("sin registrar", found)
        default: found
        }
    }
}
