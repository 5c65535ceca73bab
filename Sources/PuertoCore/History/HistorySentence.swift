/// A sentence about an event: `Jimena suspendió {Panadería La Güera}: debe octubre`.
package struct HistorySentence: Hashable, Sendable {
    /// The text before the object's name; all of it when no object is named.
    package let before: String
    /// Tells whether the object's name stands between both texts.
    package let namesObject: Bool
    package let after: String

    /// Returns the sentence as plain text. `name` is the object's.
    package func text(_ name: String) -> String { before + (namesObject ? name : "") + after }
}

extension HistorySentence {
    /// Takes a sentence of ours with `{}` for the object's name, and what a person or a program has
    /// written, which follows a colon.
    init(_ words: String, _ detail: String? = nil) {
        let tail = detail.map { ": \($0)" } ?? ""
        let bytes = Array(words.utf8)
        let place = bytes.indices.dropLast().first {
            bytes[$0] == UInt8(ascii: "{") && bytes[$0 + 1] == UInt8(ascii: "}")
        }
        guard let place else {
            self.init(before: words + tail, namesObject: false, after: "")
            return
        }
        self.init(
            before: String(decoding: bytes[..<place], as: UTF8.self), namesObject: true,
            after: String(decoding: bytes[(place + 2)...], as: UTF8.self) + tail)
    }
}

extension HistoryEvent {
    /// Tells the event in one sentence, without a full stop.
    package func sentence(_ l: Language) -> HistorySentence {
        let who = who(l)
        switch what {
        case .job(let action): return job(action, who, l)
        case .container(let verb):
            let service = value("service") ?? ""
            return HistorySentence(
                l(
                    "\(who) abrió \(service) de {} (\(verb))",
                    "\(who) opened \(service) of {} (\(verb))"))
        case .unknown(let action):
            return HistorySentence(object.isEmpty ? "\(who): \(action)" : "\(who): \(action) {}")
        case .line(let action):
            return HistorySentence(words(action, who, l), detail(l))
        }
    }

    private func job(_ action: Action, _ who: String, _ l: Language) -> HistorySentence {
        switch outcome {
        case .done: HistorySentence("\(who) \(past(action, l))", value("reason"))
        case .failed:
            HistorySentence(
                l(
                    "\(who) quiso \(infinitive(action, l)) y no se pudo",
                    "\(who) wanted to \(infinitive(action, l)), which failed"), error(l))
        case .refused:
            HistorySentence(
                l(
                    "Se anuló antes de empezar: \(infinitive(action, l))",
                    "Cancelled before it began: \(infinitive(action, l))"))
        }
    }

    private func past(_ action: Action, _ l: Language) -> String {
        switch action {
        case .provision: l("montó {}", "provisioned {}")
        case .suspend: l("suspendió {}", "suspended {}")
        case .resume: l("reanudó {}", "resumed {}")
        case .restart: l("reinició {}", "restarted {}")
        case .rotate:
            l("cambió la contraseña de \(service) de {}", "rotated \(service)'s password of {}")
        case .upgrade: l("actualizó {}", "upgraded {}")
        case .reconcile: l("ajustó {} al registro", "reconciled {}")
        case .archive: l("archivó {}", "archived {}")
        case .build: l("rehízo las páginas", "rebuilt the pages")
        case .scripts: l("subió los scripts de {}", "pushed the scripts of {}")
        }
    }

    func infinitive(_ action: Action, _ l: Language) -> String {
        switch action {
        case .provision: l("montar {}", "provision {}")
        case .suspend: l("suspender {}", "suspend {}")
        case .resume: l("reanudar {}", "resume {}")
        case .restart: l("reiniciar {}", "restart {}")
        case .rotate:
            l("cambiar la contraseña de \(service) de {}", "rotate \(service)'s password of {}")
        case .upgrade: l("actualizar {}", "upgrade {}")
        case .reconcile: l("ajustar {} al registro", "reconcile {}")
        case .archive: l("archivar {}", "archive {}")
        case .build: l("rehacer las páginas", "rebuild the pages")
        case .scripts: l("subir los scripts de {}", "push the scripts of {}")
        }
    }

    /// The service that a credential's field belongs to.
    var service: String {
        guard let field = value("field") else { return "PostgreSQL" }
        return switch CredentialField(rawValue: field) {
        case .app: "Windmill"
        case .postgres: "PostgreSQL"
        case .redis: "Redis"
        case nil: field
        }
    }
}
