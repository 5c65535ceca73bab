internal import Hypertext
internal import PuertoCore

extension ClientPage {
    /// The place where the script makes one-time links and lists their outcome; without the script,
    /// the command.
    func links(into out: inout HTML) {
        let fields = custody.credentials.map(\.field.rawValue)
        guard !fields.isEmpty, tenant.status != .archived else { return }
        out += """
            <div class="links" data-links="\(fields.joined(separator: " "))">
            <h3>\(l("Enlaces de un solo uso", "One-time links"))</h3>
            <p>\(l("Para dar una contraseña sin escribirla en ningún mensaje: el enlace se abre una vez y deja de servir.", "To give a password without writing it in any message: the link opens once and stops working after that."))</p>
            \(Parts.code(["puerto handoff link \(tenant.slug)"], l))</div>

            """
    }
}
