extension NextStep {
    /// The imperative of a button, at most three words; `nil` when nothing is to be done.
    package func request(_ l: Language) -> String? {
        switch self {
        case .provision: Action.provision.request(nil, l)
        case .retry: l("Reintentar", "Retry")
        case .makeRoom: l("Cambiar de plan", "Change plan")
        case .restart: Action.restart.request(nil, l)
        case .reconcile: Action.reconcile.request(nil, l)
        case .giveContact: l("Añadir correo", "Add e-mail")
        case .recordPassword: l("Registrar contraseña", "Record password")
        case .handOver: l("Entregar", "Hand over")
        case .resume, .bringBack: Action.resume.request(nil, l)
        case .look, .wait, .elsewhere, .nothing: nil
        }
    }

    /// The command that does it, or that begins it; `nil` when nothing is to be done. `job` is the
    /// short id of the newest job.
    package func command(_ slug: Slug, job: String? = nil) -> String? {
        switch self {
        case .provision: "puerto provision \(slug.text)"
        case .retry: job.map { "puerto job retry \($0)" } ?? "puerto tenant show \(slug.text)"
        case .makeRoom: "puerto tenant edit \(slug.text) --plan PLAN"
        case .restart: "puerto restart \(slug.text)"
        case .reconcile: "puerto reconcile \(slug.text)"
        case .giveContact: "puerto tenant edit \(slug.text) --contact-email ADDRESS"
        case .recordPassword: "puerto credential set \(slug.text) app"
        // In full: a client may be called as a verb of the group.
        case .handOver: "puerto handoff give \(slug.text)"
        case .resume, .bringBack: "puerto resume \(slug.text)"
        case .look: "puerto doctor \(slug.text)"
        case .elsewhere(_, let here):
            here.map { "puerto tenant edit \(slug.text) --host \($0.text)" }
        case .wait, .nothing: nil
        }
    }

    /// One sentence that says how it stands and what the step does, without a full stop.
    package func sentence(_ l: Language) -> String {
        switch self {
        case .provision:
            l(
                "Aún no está montado: montarlo crea su sistema y lo comprueba",
                "It is not set up yet: provisioning makes its system and probes it")
        case .wait(let action):
            l(
                "Hay un trabajo en curso (\(action.word(l))); no hay nada que hacer mientras tanto",
                "A job is under way (\(action.word(l))); nothing is to be done meanwhile")
        case .retry(let action):
            l(
                "El último trabajo (\(action.word(l))) falló",
                "The last job (\(action.word(l))) has failed")
        case .makeRoom:
            l(
                "Ocupa todo el disco de su plan: dale un plan mayor o borra parte de sus datos",
                "It takes the whole disk of its plan: give it a bigger plan or delete some of its data"
            )
        case .restart:
            l(
                "No responde como debe; reiniciarlo conserva sus datos",
                "It does not answer as it should; a restart keeps its data")
        case .reconcile:
            l(
                "Difiere de lo registrado; ajustarlo lo deja como dice el registro",
                "It differs from its record; reconciling makes it as recorded")
        case .giveContact:
            l(
                "Funciona, pero le falta el correo de su contacto, que es el usuario con el que entra",
                "It runs, but lacks its contact's e-mail, which is the user name that it logs in with"
            )
        case .recordPassword:
            l(
                "Funciona, pero Puerto no tiene la contraseña de su sistema, que ya existía",
                "It runs, but Puerto does not have the password of its system, which was there before"
            )
        case .handOver:
            l(
                "Funciona, pero su cliente todavía no tiene acceso",
                "It runs, but its client has no access yet")
        case .resume:
            l(
                "Está suspendido; reanudarlo lo vuelve a poner en marcha con sus datos",
                "It is suspended; resuming it runs it again with its data")
        case .bringBack:
            l(
                "Está archivado; sus datos siguen donde estaban",
                "It is archived; its data is where it was")
        case .elsewhere(let host, nil):
            l(
                "Está en otra máquina, '\(host)': se atiende desde allí",
                "It is on another machine, '\(host)': look after it there")
        case .elsewhere(let host, let here?):
            l(
                "Está en otra máquina, '\(host)': se atiende desde allí o, mientras no tenga sistema, se trae a '\(here)'",
                "It is on another machine, '\(host)': look after it there or, while it has no system, move it to '\(here)'"
            )
        case .look:
            l(
                "Solo se observa, y no está como debe: se arregla donde se gestiona",
                "It is only observed, and not as it should be: it is mended where it is run from")
        case .nothing: l("Funciona y está entregado", "It runs and is handed over")
        }
    }
}
