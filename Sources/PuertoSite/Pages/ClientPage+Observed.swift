internal import Hypertext
internal import PuertoCore

extension ClientPage {
    /// Says that Puerto did not make the stack, and what an operator can do here.
    func observation(into out: inout HTML) {
        out += """
            <div class="callout note" role="note"><p class="callout-title">\(l("Solo se observa", "Only observed"))</p>
            <p>\(l("Puerto no hizo este sistema: lo mira y lo documenta, y nunca lo cambia ni lo detiene. Para hacerse cargo de él hay que restaurarlo en uno nuevo.", "Puerto did not make this system: it looks at it and documents it, and never changes or stops it. To take it over it has to be restored into a new one."))</p>
            \(toEnter)</div>

            """
    }

    /// The fields that are left to enter: passwords, and the notes of the system.
    private var toEnter: HTML? {
        let fields = CredentialField.allCases.filter { field in
            field != .app && custody.credential(field) == nil
                && (field != .redis || tenant.stack.hasRedis)
        }
        let passwords: HTML? =
            isBase || fields.isEmpty
            ? nil
            : "<p>\(l("Para comprobar también sus contraseñas, anótalas:", "To have its passwords probed too, enter them:"))</p>\n\(Parts.code("\(fields.map { "puerto credential set \(tenant.slug) \($0.rawValue) < \(l("ARCHIVO", "FILE"))" }.joined(separator: "\n"))" as HTML, l))"
        let file = "content/tenants/\(tenant.slug.text).md"
        let words: HTML? =
            notes != nil
            ? nil
            : "<p>\(l("Sus notas se escriben en", "Its notes are written in")) <code>\(file)</code>.</p>\n"
        return "\(passwords)\(words)"
    }
}
