internal import Hypertext
internal import PuertoCore

extension AuditEntry {
    /// The author of a change; a line that the hook wrote is marked as the web tier's word.
    func author(_ l: Language) -> HTML {
        guard side == .web else { return "\(actor)" }
        let mark = l("lo dice la web", "the web says so")
        let reason = l(
            "Lo escribió el servidor web, no el operador en la máquina.",
            "The web server wrote this, not the operator on the machine.")
        return "\(actor) <span class=\"tag\" title=\"\(reason)\">\(mark)</span>"
    }
}
