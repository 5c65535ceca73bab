internal import Hypertext
internal import PuertoCore

extension Action {
    /// What it does, as a heading says it.
    func word(_ l: Language) -> String {
        switch self {
        case .provision: l("Montaje", "Provision")
        case .suspend: l("Suspensión", "Suspend")
        case .resume: l("Reanudación", "Resume")
        case .restart: l("Reinicio", "Restart")
        case .rotate: l("Cambio de contraseña", "Rotate")
        case .upgrade: l("Actualización", "Upgrade")
        case .reconcile: l("Puesta al día", "Reconcile")
        case .archive: l("Archivo", "Archive")
        case .build: l("Publicación", "Build")
        }
    }
}

extension Job {
    /// Enough of its id for people and for `puerto job`.
    var shortID: String { String(id.prefix(8)) }
}

extension Job.State {
    func word(_ l: Language) -> String {
        switch self {
        case .queued: l("en cola", "queued")
        case .running: l("en marcha", "running")
        case .done: l("hecho", "done")
        case .failed: l("fallido", "failed")
        case .cancelled: l("anulado", "cancelled")
        }
    }

    /// A dot and a word: never colour alone.
    func badge(_ l: Language) -> HTML { "<span class=\"st \(rawValue)\">\(word(l))</span>" }
}

extension JobStep.State {
    func word(_ l: Language) -> String {
        switch self {
        case .waiting: l("pendiente", "waiting")
        case .running: l("en marcha", "running")
        case .done: l("hecho", "done")
        case .failed: l("fallido", "failed")
        }
    }

    /// A dot and a word: never colour alone.
    func badge(_ l: Language) -> HTML { "<span class=\"st \(rawValue)\">\(word(l))</span>" }
}
