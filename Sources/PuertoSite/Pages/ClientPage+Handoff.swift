internal import Hypertext
internal import PuertoCore

extension ClientPage {
    /// The credentials by fingerprint, the handoffs, and how to do one.
    func handoff(into out: inout HTML) {
        section("handoff", l("Entrega", "Handoff"), into: &out) { out in
            let root = page.root
            if tenant.status == .archived {
                out +=
                    "<p class=\"empty\">\(l("Un cliente archivado no tiene página de bienvenida.", "An archived client has no onboarding page."))</p>\n"
            } else {
                give(into: &out)
                let reader = tenant.contact.name ?? tenant.name
                out += """
                    <p><a href="\(root)\(PortalPath.onboarding(tenant.onboardingToken))">\(l("Página de bienvenida", "Onboarding page"))</a> \
                    <span class="soft">\(l("para", "for")) \(Parts.name(reader)), \(l("en", "in")) \(readersLanguage); \
                    \(onboardingSecrets)</span></p>

                    """
            }
            credentials(into: &out)
            handedOver(into: &out)
            contact(into: &out)
        }
    }

    private var readersLanguage: String {
        LanguageTag(site.agency.locale(of: tenant.locale)).name(l)
    }

    private var onboardingSecrets: String {
        custody.handoff == nil
            ? l(
                "no nombra a nadie más y no lleva contraseñas",
                "names nobody else and holds no passwords")
            : l(
                "no nombra a nadie más; la contraseña va sellada",
                "names nobody else; the password in it is sealed")
    }

    /// The link to the runbook on the handoff, when the workspace has one.
    var guide: HTML {
        guard
            let (runbook, text) = site.runbooks(for: tenant.kind, l)
                .first(where: { $0.runbook.isAboutHandoff })
        else { return HTML() }
        return """
             \(l("Cómo entregarlas:", "How to hand them over:")) \
            <a href="\(tenant.slug.text)/\(runbook.name).html">\(text.title)</a>.
            """
    }

    private func contact(into out: inout HTML) {
        let name: HTML = tenant.contact.name.map { Parts.name($0) } ?? Parts.nothing(l)
        let email: HTML =
            tenant.contact.email.map { "<a href=\"\(String.mailto($0))\">\($0)</a>" }
            ?? Parts.nothing(l)
        out += """
            <dl class="facts"><div><dt>\(l("Contacto", "Contact"))</dt><dd>\(name)</dd></div>
            <div><dt>\(l("Correo", "E-mail"))</dt><dd>\(email)</dd></div>
            <div><dt>\(l("Idioma", "Language"))</dt><dd>\(readersLanguage)</dd></div></dl>

            """
    }
}
