// The fields that a change has set.
extension HistoryEvent {
    /// The words of a person, a probe or a server, or the fields that an edit has changed.
    func detail(_ l: Language) -> String? {
        if what == .line(.tenantEdit) { return isOnlyStatus ? nil : changes(l) }
        return value("reason") ?? error(l)
            ?? ["found", "disk", "volume"].lazy.compactMap(value).first
    }

    /// The words of a failure, in Spanish where they are recorded in it.
    func error(_ l: Language) -> String? {
        value("error").map { l(spanishError ?? $0, $0) }
    }

    var isOnlyStatus: Bool { fields.count == 1 && value("status") != nil }

    /// Tells whether the state that the line ends with is `ready`.
    var isBackUp: Bool { value("status").map(after) == Tenant.Status.ready.rawValue }

    /// The state that the line ends with, in words.
    func state(_ l: Language) -> String {
        value("status").map { HistoryEvent.word(after($0), l) } ?? ""
    }

    private func changes(_ l: Language) -> String {
        fields.map { field in
            let isStatus = field.name == "status"
            let value = parts(field.value)
                .map { isStatus ? HistoryEvent.word($0, l) : $0 }.joined(separator: " → ")
            return "\(HistoryEvent.name(of: field.name, l)) \(value)"
        }.joined(separator: "; ")
    }

    private func after(_ change: String) -> String { parts(change).last ?? change }

    private func parts(_ change: String) -> [String] {
        change.split(separator: " → ", maxSplits: 1).map(String.init)
    }

    private static func word(_ status: String, _ l: Language) -> String {
        Tenant.Status(rawValue: status)?.word(l) ?? status
    }

    /// A field's name for readers; one that has none keeps the history's.
    private static func name(of field: String, _ l: Language) -> String {
        let words = [
            "name": l("nombre", "name"), "host": l("máquina", "host"), "slot": l("ranura", "slot"),
            "contact name": l("contacto", "contact"), "contact e-mail": l("correo", "e-mail"),
            "locale": l("idioma", "language"), "status": l("estado", "state"),
            "since": l("desde", "since"), "ports": l("puertos", "ports"),
            "dashboards": l("paneles", "dashboards"), "tags": l("etiquetas", "tags"),
            "stack": l("ajustes", "settings"), "slug": l("nombre corto", "slug"),
            "windmill container": l("contenedor de Windmill", "Windmill's container"),
            "postgres container": l("contenedor de PostgreSQL", "PostgreSQL's container"),
            "redis container": l("contenedor de Redis", "Redis's container"),
        ]
        return words[field] ?? field
    }
}
