/// The two texts of a handoff, in the client's language. One carries the link or the page, the
/// other the passphrase; they travel by different ways, so no text has both.
package struct HandoffText: Sendable {
    private let agency: String
    private let client: String
    private let reader: String?
    private let l: Language

    package init(agency: String, tenant: Tenant) {
        self.agency = agency
        client = tenant.name
        reader = tenant.contact.name
        l = tenant.language
    }
}

extension HandoffText {
    /// The text for mail with a one-time link; `opens` and `lasts` are texts of this type.
    package func mail(link: String, opens: String, lasts: String) -> String {
        """
        \(greeting)

        \(l("Con este enlace verá sus datos de acceso al sistema de \(client):", "This link shows you your login to the system of \(client):"))

        \(link)

        \(l("\(opens) y caduca en \(lasts). Le pedirá una frase, que le damos por otro medio.", "\(opens) and expires in \(lasts). It asks for a passphrase, which we give you another way."))

        \(agency)
        """
    }

    /// The text for mail with the onboarding page, at an address or, with `nil`, attached.
    package func mail(page: String?) -> String {
        let place = page.map {
            l("Esta es su página de bienvenida:\n\n\($0)", "This is your onboarding page:\n\n\($0)")
        }
        let attached = l(
            "Le adjunto su página de bienvenida. Ábrala con su navegador.",
            "Your onboarding page is attached. Open it with your browser.")
        return """
            \(greeting)

            \(place ?? attached)

            \(l("Tiene la dirección del sistema de \(client) y sus datos de acceso, cerrados con una frase que le damos por otro medio.", "It has the address of the system of \(client) and your login, locked with a passphrase that we give you another way."))

            \(agency)
            """
    }

    /// The text for a messenger or a call.
    package func message(passphrase: String) -> String {
        """
        \(greeting) \(l("con esta frase se abre lo que le enviamos por correo:", "this passphrase opens what we sent you by mail:"))

        \(passphrase)

        \(l("No la guarde junto con ese correo.", "Do not keep it together with that mail."))
        \(agency)
        """
    }

    /// Says how often a link opens; `nil` is once.
    package func opens(_ views: String? = nil) -> String {
        views.map { l("Se puede abrir \($0) veces", "It opens \($0) times") }
            ?? l("Se abre una sola vez", "It opens once only")
    }

    /// A lifetime in the largest unit that divides it.
    package func lasts(_ seconds: Int) -> String {
        let units = [
            (86_400, l("día", "day"), l("días", "days")),
            (3600, l("hora", "hour"), l("horas", "hours")),
            (60, l("minuto", "minute"), l("minutos", "minutes")),
        ]
        for (size, one, many) in units where seconds % size == 0 {
            return seconds == size ? "1 \(one)" : "\(seconds / size) \(many)"
        }
        return "\(seconds) s"
    }

    private var greeting: String {
        reader.map { l("Hola, \($0):", "Hello \($0),") } ?? l("Hola:", "Hello,")
    }
}
