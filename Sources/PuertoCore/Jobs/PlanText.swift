/// The printed plan of an action, as its lines. The text is the worker's, in English, and its hash is
/// what is confirmed; a reader gets the same lines in the reader's language.
package struct PlanText: Hashable, Sendable {
    package let lines: [Line]

    package struct Line: Hashable, Sendable {
        /// The step's name; empty where it is that of the line before.
        package let step: String
        package let text: String
    }

    package init(_ text: String) {
        let printed = text.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.isEmpty }
        let names = printed.map { $0.prefix { $0 != " " } }
        let margin = (names.map(\.count).max() ?? 0) + 2
        lines = zip(names, printed).map { name, line in
            Line(step: String(name), text: String(line.dropFirst(margin)))
        }
    }
}

extension PlanText {
    /// The printed form in a language, with the steps' names for people.
    package func printed(_ l: Language) -> String {
        let names = lines.map { $0.step.isEmpty ? "" : $0.stepWord(l) }
        let width = names.map(\.count).max() ?? 0
        return zip(names, lines).map { name, line in
            name + String(repeating: " ", count: width - name.count + 2)
                + (line.words(l) ?? line.text) + "\n"
        }.joined()
    }
}

extension PlanText.Line {
    /// The step's name for people.
    package func stepWord(_ l: Language) -> String {
        if step == "build" { return l("publicación", "build") }
        return JobStep.Name(rawValue: step)?.word(l) ?? step
    }

    /// The line in a language; `nil` for one that is there in English only, as a command is.
    package func words(_ l: Language) -> String? {
        guard l == .es else { return text }
        for (english, spanish) in Self.wholes where text == english { return spanish }
        if let whole = Self.status(text) ?? Self.removal(text) { return whole }
        for (english, spanish) in Self.templates + Self.scripts {
            if let filled = Template.filled(text, english, spanish) { return filled }
        }
        for (english, spanish) in Self.starts where text.hasPrefix(english) {
            let rest = String(text.dropFirst(english.count))
            return spanish + Self.translated(rest)
        }
        return nil
    }

    private static func translated(_ rest: String) -> String {
        for (ending, other) in ends where rest.hasSuffix(ending) {
            return rest.dropLast(ending.count) + other
        }
        // The date at the end of a volume's line.
        let mark = ", filled since "
        guard let place = rest.utf8.count > mark.utf8.count + 10 ? rest.dropLast(10) : nil,
            place.hasSuffix(mark)
        else { return rest }
        return place.dropLast(mark.count) + ", con datos desde el " + rest.suffix(10)
    }

    private static let wholes = [
        ("containers: as they are", "contenedores: como están"),
        (
            "compare everything with the record: nothing may differ",
            "comparar todo con el registro: nada puede diferir"
        ),
        ("nothing runs", "no hay nada en marcha"),
        ("look at it; nothing is changed", "se observa; no se cambia nada"),
        ("new-data: yes", "datos nuevos: sí"),
        ("allow-downgrade: yes", "permite una imagen anterior: sí"),
        ("nothing: PostgreSQL has one value", "nada: PostgreSQL tiene un solo valor"),
        (
            "log in with the new value; see the old one refused",
            "entrar con el valor nuevo y ver que el anterior se rechaza"
        ),
        (
            "record the new value; forget the old one",
            "registrar el valor nuevo y olvidar el anterior"
        ),
        (
            "as it is: its logins were not made by Puerto",
            "como está: sus usuarios no los creó Puerto"
        ),
        (
            "as it is: the stock password is gone",
            "como está: ya no tiene la contraseña de fábrica"
        ),
        (
            "without a published port and without a worker",
            "sin publicar su puerto y sin worker"
        ),
        (
            "replace the stock password; see it refused",
            "cambiar la contraseña de fábrica y ver que se rechaza"
        ),
        (
            "no login for the client: the record has no contact's e-mail",
            "sin usuario para el cliente: falta el correo de su contacto"
        ),
        (
            "no login for the client: no credential 'app' is recorded",
            "sin usuario para el cliente: no hay contraseña 'app' registrada"
        ),
        (
            "the client's login: its password is being rotated",
            "el usuario del cliente: se está cambiando su contraseña"
        ),
        (
            "run f/puerto/smoke and compare its result",
            "ejecutar f/puerto/smoke y comparar su resultado"
        ),
        (
            "set the new value in Windmill; log in with it; see the old one refused",
            "poner el valor nuevo en Windmill, entrar con él y ver que el anterior se rechaza"
        ),
        ("make the portal's pages again", "volver a hacer las páginas del portal"),
        (
            "interruption: all networks and containers are made anew; data stays in its volumes",
            "interrupción: se rehacen todas las redes y contenedores; los datos siguen en sus volúmenes"
        ),
    ]

    private static let starts = [
        ("stops here: ", "se detiene aquí: "), ("careful: ", "cuidado: "),
        ("ports: ", "puertos: "), ("images: ", "imágenes: "), ("memory: ", "memoria: "),
        ("field: ", "campo: "), ("plan: ", "plan: "),
        ("network: ", "red: "), ("reason: ", "motivo: "),
        ("pull image: ", "descargar la imagen: "),
        ("name image again: ", "volver a nombrar la imagen: "),
        ("make a new value for ", "hacer un valor nuevo para "),
        (
            "make what is missing: token, settings, workspace ",
            "hacer lo que falta: token, ajustes, espacio de trabajo "
        ), ("the client's login: ", "el usuario del cliente: "),
        ("make volume ", "crear el volumen "), ("keep volume ", "conservar el volumen "),
        ("wait for logins to ", "esperar a poder entrar en "),
        ("wait until healthy, ", "esperar a que esté sano, "),
        ("stop container ", "parar el contenedor "),
        ("remove container ", "quitar el contenedor "), ("remove network ", "quitar la red "),
        ("restart container ", "reiniciar el contenedor "),
        ("see that ports ", "ver que rechazan los puertos "),
        ("stacks/", "stacks/"),
    ]

    private static let ends = [
        (" without the data that it held", " sin los datos que tenía"),
        (" s at most", " s como mucho"), (" refuse", ""), (": as it is", ": como está"),
        (": written", ": se escribe"),
    ]
}
