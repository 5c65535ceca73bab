internal import Hypertext
internal import PuertoCore

extension ClientPage {
    /// The one place of the handoff: what it takes, or that the step at the top comes first. The
    /// script puts the button there, and the list of links; without it, the command stays.
    func give(into out: inout HTML) {
        if !tenant.canBeHandedOver {
            let state =
                custody.isHandedOver
                ? l("Ahora no se puede entregar.", "It cannot be handed over now.")
                : l("Todavía no se puede entregar.", "It cannot be handed over yet.")
            out += """
                <p>\(state) <a href="#next">\(l("Antes, el siguiente paso", "First, the next step"))</a>.</p>

                """
        }
        // A link that opens is seen and revoked in every state.
        guard site.hook != nil ? !custody.credentials.isEmpty : canBeGiven else { return }
        out += "<div class=\"links\"\(dataOfLinks)>\(canBeGiven ? giving : nil)</div>\n"
    }

    private var canBeGiven: Bool {
        tenant.canBeHandedOver && tenant.contact.email != nil && custody.credential(.app) != nil
    }

    private var giving: HTML {
        """

        <p>\(l("Entregar da dos textos: uno para el correo, con el enlace o la página, y otro para WhatsApp o una llamada, con la frase que lo abre.", "Handing over gives two texts: one for mail, with the link or the page, and one for a messenger or a call, with the passphrase that opens it."))</p>
        <p class="typed mend"><code data-copy>\(NextStep.handOver.command(tenant.slug) ?? "")</code></p>
        """
    }

    /// The fields that can be given, and the parts of the two texts, in the client's language, for
    /// the script to fill.
    private var dataOfLinks: HTML {
        guard site.hook != nil else { return HTML() }
        let fields = custody.credentials.map(\.field.rawValue).joined(separator: " ")
        guard canBeGiven else { return " data-links=\"\(fields)\"" }
        let text = HandoffText(agency: site.agency.name, tenant: tenant)
        let lifetimes = ClientPage.lifetimes.map { "\($0)=\(text.lasts($0))" }
        return """
             data-links="\(fields)" data-lang="\(tenant.language.rawValue)" \
            data-mail="\(text.mail(link: "{link}", opens: "{opens}", lasts: "{lasts}"))" \
            data-page-mail="\(text.mail(page: "{page}"))" \
            data-message="\(text.message(passphrase: "{passphrase}"))" \
            data-once="\(text.opens())" data-often="\(text.opens("{views}"))" \
            data-lifetimes="\(lifetimes.joined(separator: ";"))"
            """
    }

    /// The lifetimes that the dialog offers, in seconds, as `new-link.js` has them.
    private static let lifetimes = [3600, 86_400, 259_200, 604_800]
}
