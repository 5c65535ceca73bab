internal import PuertoCore
internal import Windmill

extension PuertoError {
    static func changedThere(_ key: ItemKey) -> PuertoError {
        PuertoError(
            .conflict, "\(key.text(.en)) was changed in Windmill",
            hint: "puerto scripts pull SLUG copies theirs: take it into the file, then push again"
        ).spanish(
            "\(key.text(.es)): lo cambiaron en Windmill",
            hint: "puerto scripts pull CLIENTE copia el suyo: pásalo al archivo y vuelve a subir")
    }

    static func unreadableThere(_ key: ItemKey, _ reason: WindmillError?) -> PuertoError {
        let why = { (l: Language) in reason.map { ": " + $0.trouble(l) } ?? "" }
        return PuertoError(
            .unsupported,
            "\(key.text(.en)) is not pushed, since Windmill's item cannot be read\(why(.en))",
            hint: "look at it in Windmill, and remove it there if it is not wanted"
        ).spanish(
            "\(key.text(.es)): no se sube, porque no se puede leer el de Windmill\(why(.es))",
            hint: "míralo en Windmill y quítalo ahí si no hace falta")
    }

    static func notPushed(_ key: ItemKey, _ error: WindmillError) -> PuertoError {
        PuertoError(
            .io, "cannot push \(key.text(.en)): \(error)",
            hint: "push again: what was done is not done twice"
        ).spanish(
            "no se puede subir \(key.text(.es)): \(error)",
            hint: "vuelve a subir: lo hecho no se repite")
    }

    static func notTaken(_ key: ItemKey) -> PuertoError {
        PuertoError(
            .io, "Windmill does not show what was sent: \(key.text(.en))",
            hint: "push again; if it stays so, look at it in Windmill"
        ).spanish(
            "Windmill no muestra lo que se envió: \(key.text(.es))",
            hint: "vuelve a subir; si sigue igual, míralo en Windmill")
    }

    static func hasTwin(_ key: ItemKey) -> PuertoError {
        PuertoError(
            .conflict,
            "\(key.text(.en)) is not removed: a variable and a resource have its path, and Windmill "
                + "removes both together", hint: "give one of them another path in Windmill first"
        ).spanish(
            "\(key.text(.es)): no se quita; una variable y un recurso tienen su ruta, y Windmill "
                + "quita los dos a la vez",
            hint: "dale antes otra ruta a uno de los dos en Windmill")
    }

    static func lockFailed(_ key: ItemKey, _ log: String) -> PuertoError {
        let end = log.split(whereSeparator: \.isNewline).suffix(3).joined(separator: " ")
        let said = quote(String(end.suffix(300)).suffix(60))
        return PuertoError(
            .invalid, "the dependencies of \(key.text(.en)) cannot be locked: \(said)",
            hint: "correct its imports; Windmill shows the whole log"
        ).spanish(
            "no se pueden fijar las dependencias de \(key.text(.es)): \(said)",
            hint: "corrige lo que importa; Windmill muestra el registro entero")
    }

    static func noLock(_ key: ItemKey, _ patience: Duration) -> PuertoError {
        PuertoError(
            .busy,
            "the dependencies of \(key.text(.en)) are not locked after "
                + "\(patience.components.seconds) s",
            hint: "see that the client's worker runs, then push again"
        ).spanish(
            "las dependencias de \(key.text(.es)) siguen sin fijarse tras "
                + "\(patience.components.seconds) s",
            hint: "comprueba que el trabajador del cliente funciona y vuelve a subir")
    }
}
