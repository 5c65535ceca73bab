extension Tenant {
    /// Throws `protected` for a stack that Puerto did not make and only looks at.
    package func checkMade() throws {
        if isObserved { throw notOurs(nil) }
    }

    /// Throws `protected` where a changed record of an observed stack no longer says what was found:
    /// its place, its containers, and a state that only a probe sets.
    package func checkKept(of old: Tenant) throws {
        guard old.isObserved else { return }
        let isKept =
            host == old.host && slot == old.slot && containers == old.containers
            && stack == old.stack && status.isToRun
        guard !isKept else { return }
        throw PuertoError(
            .protected,
            "'\(old.slug)' is only observed: slot, containers, options and state are what "
                + "was found",
            hint:
                "name, contact, plan, tags and dashboards can be edited; puerto adopt records anew "
                + "what it finds"
        ).spanish(
            "'\(old.slug)' solo se observa: ranura, contenedores, opciones y estado son los que se "
                + "encontraron",
            hint:
                "se pueden cambiar nombre, contacto, plan, etiquetas y paneles; puerto adopt vuelve a "
                + "registrar lo que encuentra")
    }

    /// The refusal of an action on a stack that Puerto did not make.
    func notOurs(_ action: Action?) -> PuertoError {
        let (no, none) =
            action.map { (": no \($0.rawValue) touches it", ": nada de «\($0.word(.es))»") }
            ?? (": Puerto changes nothing of it", ": Puerto no cambia nada suyo")
        return PuertoError(
            .protected, "'\(slug)' is only observed, its stack is not Puerto's\(no)",
            hint:
                "puerto probe \(slug) looks at it, puerto credential set \(slug) FIELD records its "
                + "passwords; taking it over is a restore"
        ).spanish(
            "'\(slug)' solo se observa, su sistema no lo hizo Puerto\(none)",
            hint: "puerto probe \(slug) lo mira, puerto credential set \(slug) CAMPO registra sus "
                + "contraseñas; hacerse cargo de él es restaurarlo")
    }
}
