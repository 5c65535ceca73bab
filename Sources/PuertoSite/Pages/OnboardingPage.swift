internal import Hypertext
internal import PuertoCore

/// The page for a client: its address, how to begin, and who helps. It shows nothing of any other
/// client.
struct OnboardingPage {
    let site: SiteContext
    let tenant: Tenant
    let url: String
    /// The handoff whose login the page has sealed, if there is one.
    let handoff: Handoff?

    /// The page's path below `public/`.
    static func path(of tenant: Tenant) -> String {
        PortalPath.onboarding(tenant.onboardingToken)
    }

    /// The id of a runbook's section, and the prefix of the ids inside it.
    static func id(_ runbook: String) -> String { "doc-\(runbook)" }

    func render(into out: inout HTML) {
        let sealed = isOpen ? handoff?.page : nil
        if sealed == nil { head(into: &out) } else { sealedHead(into: &out) }
        greeting(into: &out)
        if isOpen {
            out += "<ol class=\"steps\">\n"
            if sealed == nil { plainLogin(into: &out) } else { sealedLogin(into: &out) }
            out += """
                <li><h2>\(l("Cambie la contraseña", "Change the password"))</h2>
                <p>\(l("Hágalo la primera vez que entre, en los ajustes de su cuenta.", "Do so the first time you log in, in your account settings."))</p></li>
                </ol>

                """
        }
        if !tenant.dashboards.isEmpty, isOpen { dashboards(into: &out) }
        help(into: &out)
        documents(into: &out)
        out += "</main>\n"
        if let sealed { envelope(sealed, into: &out) }
        out += "</body>\n</html>\n"
    }
}

extension OnboardingPage {
    var l: Language { tenant.language }
    /// The locale that the page is written in.
    var locale: RegionalLocale { agency.locale(of: tenant.locale) }
    private var agency: Agency { site.agency }

    /// Tells whether the client can log in.
    private var isOpen: Bool { tenant.status == .ready || tenant.status == .degraded }

    private func head(into out: inout HTML) {
        out += """
            <!DOCTYPE html>
            <html lang="\(locale.rawValue)">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="\(PageLayout.policy)">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <meta name="robots" content="noindex, nofollow">
            \(title)
            <link rel="icon" href="../\(PortalPath.assets)\(site.assets.icon)" type="image/svg+xml">
            <link rel="stylesheet" href="../\(PortalPath.assets)\(site.assets.style)">
            <script src="../\(PortalPath.assets)\(site.assets.script)" defer></script>
            </head>

            """
    }

    var title: HTML { "<title>\(tenant.name) · \(agency.name)</title>" }

    private func greeting(into out: inout HTML) {
        out += """
            <body class="welcome">
            <main id="main">
            <header><p class="agency">\(sender)</p>
            <h1>\(Parts.name(tenant.name))</h1>
            <p class="lead">\(greeting)\(state)</p></header>

            """
    }

    /// The agency's logo, or else its name.
    private var sender: HTML {
        guard let logo = site.assets.logo else { return Parts.name(agency.name) }
        let isAlone = isOpen && handoff != nil
        return isAlone ? logo.embedded(agency) : logo.image(root: "../", agency)
    }

    private var greeting: HTML {
        guard let name = tenant.contact.name else { return HTML() }
        return "\(l("Hola,", "Hello,")) \(Parts.name(name)). "
    }

    private var state: String {
        switch tenant.status {
        case .ready, .degraded: l("Su sistema está listo.", "Your system is ready.")
        case .draft, .provisioning:
            l(
                "Estamos preparando su sistema. Le avisaremos en cuanto pueda entrar.",
                "We are preparing your system. You will hear from us as soon as you can log in.")
        case .suspended, .archived:
            l(
                "Su sistema está en pausa. Sus datos se conservan.",
                "Your system is paused. Your data is kept.")
        }
    }

    private func plainLogin(into out: inout HTML) {
        let user: HTML =
            tenant.contact.email.map { "<code>\($0)</code>" }
            ?? "\(l("el que le indicamos", "the one we have told you"))"
        out += """
            <li><h2>\(l("Abra su sistema", "Open your system"))</h2>
            <p class="address">\(Parts.url(url))</p>
            <p>\(l("Guárdela en sus favoritos: esta dirección no cambia.", "Bookmark it: this address does not change."))</p></li>
            <li><h2>\(l("Inicie sesión", "Log in"))</h2>
            <p>\(l("Usuario:", "User name:")) \(user)</p>
            <p>\(l("La contraseña le llega por otro camino, nunca en esta página.", "The password reaches you another way, never on this page."))</p></li>

            """
    }

    private func dashboards(into out: inout HTML) {
        let items = tenant.dashboards.map { dashboard -> HTML in
            "<li><a href=\"\(url + dashboard.path)\">\(Parts.name(dashboard.title))</a></li>\n"
        }
        out += """
            <section aria-labelledby="dashboards"><h2 id="dashboards">\(l("Sus paneles", "Your dashboards"))</h2>
            <ul class="plain">
            \(items)</ul></section>

            """
    }

    private func help(into out: inout HTML) {
        let email: HTML =
            agency.contact.email.map { "<li><a href=\"\(String.mailto($0))\">\($0)</a></li>\n" }
            ?? HTML()
        let phone: HTML =
            agency.phone.map { "<li><a href=\"tel:\($0.telephoneDigits)\">\($0)</a></li>\n" }
            ?? HTML()
        let person: HTML = agency.contact.name.map { "<li>\(Parts.name($0))</li>\n" } ?? HTML()
        out += """
            <section aria-labelledby="help"><h2 id="help">\(l("Quién le ayuda", "Who helps you"))</h2>
            <ul class="plain">
            <li><b>\(Parts.name(agency.name))</b></li>
            \(person)\(email)\(phone)\(fallback)</ul></section>

            """
    }

    /// The advice that is true even when the record has no address to give.
    private var fallback: HTML {
        guard agency.contact.email == nil, agency.phone == nil else { return HTML() }
        return """
            <li>\(l("Responda al mensaje con el que le llegó esta página.", "Reply to the message that brought you this page."))</li>

            """
    }

    /// The runbooks that clients may read. They are part of the page, since it links to no other
    /// one.
    private func documents(into out: inout HTML) {
        for (runbook, text, document) in site.onboardingDocuments(l) {
            let id = OnboardingPage.id(runbook.name)
            let foreign: HTML = text.language == l ? HTML() : " lang=\"\(text.language.rawValue)\""
            out += """
                <section class="prose document" aria-labelledby="\(id)"\(foreign)><h2 id="\(id)">\(text.title)</h2>

                """
            document.render(
                into: &out, site: site, tenant: tenant, showing: .onboarding,
                text.language == l ? locale : agency.locale(text.language))
            out += "</section>\n"
        }
    }
}

extension String {
    /// A telephone number as RFC 3966 wants it in a `tel:` URL.
    fileprivate var telephoneDigits: String {
        String(
            String.UnicodeScalarView(
                unicodeScalars.filter { "+0123456789".unicodeScalars.contains($0) }))
    }
}
