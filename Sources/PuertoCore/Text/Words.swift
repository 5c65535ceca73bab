/// Words for people for the domain's values; pages and the hook share them.
extension Action {
    /// The name of the action, as a heading says it.
    package func word(_ l: Language) -> String {
        switch self {
        case .provision: l("Montaje", "Provision")
        case .suspend: l("Suspensión", "Suspend")
        case .resume: l("Reanudación", "Resume")
        case .restart: l("Reinicio", "Restart")
        case .rotate: l("Cambio de contraseña", "Rotate")
        case .upgrade: l("Actualización", "Upgrade")
        case .reconcile: l("Ajuste", "Reconcile")
        case .archive: l("Archivo", "Archive")
        case .build: l("Publicación", "Build")
        case .scripts: l("Scripts", "Scripts")
        }
    }
}

extension Job {
    /// The part of its id that people and `puerto job` need.
    package var shortID: String { String(id.prefix(8)) }
}

extension Job.State {
    package func word(_ l: Language) -> String {
        switch self {
        case .queued: l("en cola", "queued")
        case .running: l("en marcha", "running")
        case .done: l("hecho", "done")
        case .failed: l("fallido", "failed")
        case .cancelled: l("anulado", "cancelled")
        }
    }
}

extension AuditEntry.Outcome {
    package func word(_ l: Language) -> String {
        switch self {
        case .done: l("hecho", "done")
        case .refused: l("rechazado", "refused")
        case .failed: l("fallido", "failed")
        }
    }
}

extension JobStep.State {
    package func word(_ l: Language) -> String {
        switch self {
        case .waiting: l("pendiente", "waiting")
        case .running: l("en marcha", "running")
        case .done: l("hecho", "done")
        case .failed: l("fallido", "failed")
        }
    }
}

extension LinkReceipt.State {
    package func word(_ l: Language) -> String {
        switch self {
        case .open: l("vigente", "open")
        case .read: l("leído", "read")
        case .expired: l("caducado", "expired")
        case .revoked: l("retirado", "taken back")
        }
    }
}

extension JobStep {
    /// Says what the step does. A name that this version does not know stays as it is.
    package func word(_ l: Language) -> String { knownName?.word(l) ?? name }
}

extension JobStep.Name {
    package func word(_ l: Language) -> String {
        switch self {
        case .preflight: l("comprobación previa", "preflight")
        case .files: l("archivos", "files")
        case .data: l("datos", "data services")
        case .database: l("acceso a los datos", "logins")
        case .application: l("aplicación", "application")
        case .health: l("salud", "health")
        case .secure: l("contraseña de fábrica fuera", "stock password gone")
        case .instance: l("puesta a punto de Windmill", "Windmill set up")
        case .smoke: l("tarea de prueba", "smoke job")
        case .record: l("registro", "record")
        case .stop: l("parada", "stop")
        case .refusal: l("puertos cerrados", "ports refuse")
        case .remove: l("retirada de contenedores", "containers removed")
        case .restart: l("reinicio", "restart")
        case .look: l("vistazo", "look")
        case .mend: l("reparación", "mended")
        case .compare: l("comparación", "compared")
        case .newPassword: l("contraseña nueva", "new password")
        case .switchPassword: l("cambio", "switch")
        case .dropOldPassword: l("olvido de la anterior", "old one dropped")
        case .proof: l("prueba", "proof")
        case .adopt: l("imagen adoptada", "image adopted")
        case .pages: l("páginas", "pages")
        case .scripts: l("scripts", "scripts")
        case .push: l("subida", "push")
        }
    }
}

extension Tenant.Kind {
    package func word(_ l: Language) -> String {
        switch self {
        case .base: "base"
        case .client: l("cliente", "client")
        }
    }
}

extension Tenant.Status {
    package func word(_ l: Language) -> String {
        switch self {
        case .draft: l("borrador", "draft")
        case .provisioning: l("en preparación", "provisioning")
        case .ready: l("listo", "ready")
        case .degraded: l("degradado", "degraded")
        case .suspended: l("suspendido", "suspended")
        case .archived: l("archivado", "archived")
        }
    }

    /// The count with the word: `3 listos`, `3 ready`.
    package func counted(_ count: Int, _ locale: RegionalLocale) -> String {
        let plural =
            switch self {
            case .draft: "en borrador"
            case .provisioning: "en preparación"
            case .ready: count == 1 ? "listo" : "listos"
            case .degraded: count == 1 ? "degradado" : "degradados"
            case .suspended: count == 1 ? "suspendido" : "suspendidos"
            case .archived: count == 1 ? "archivado" : "archivados"
            }
        return "\(count.grouped(locale)) \(locale.language(plural, word(.en)))"
    }

    /// Tells whether the client is served and pays.
    package var isBilled: Bool { self == .ready || self == .degraded }
}

extension Health {
    package func word(_ l: Language) -> String {
        switch self {
        case .healthy: l("sano", "healthy")
        case .degraded: l("degradado", "degraded")
        case .down: l("caído", "down")
        }
    }

    /// The count with the word: `3 sanos`, `3 healthy`.
    package func counted(_ count: Int, _ locale: RegionalLocale) -> String {
        let l = locale.language
        let plural = count == 1 ? "" : l("s", "")
        return "\(count.grouped(locale)) \(word(l))\(plural)"
    }
}
