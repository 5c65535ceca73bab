internal import Hypertext
internal import PuertoCore
internal import PuertoVault

/// What surrounds the pages that the hook makes itself: the portal's sheet, one column, no script.
struct HookLayout {
    let agency: String
    let style: String
    let icon: String
    /// Where the portal's pages are in this language.
    let portal: String
    let language: Language
    /// An address of the hook's own, by its path.
    let address: (String) -> String
    /// Whoever is logged in, with the token that forms carry.
    let who: (session: Session, csrf: String)?

    var l: Language { language }

    func page(_ title: String, _ content: HTML) -> HTML {
        """
        <!DOCTYPE html>
        <html lang="\(language.rawValue)">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <title>\(title) · \(agency)</title>
        <link rel="icon" href="/assets/\(icon)" type="image/svg+xml">
        <link rel="stylesheet" href="/assets/\(style)">
        </head>
        <body class="hook">
        <a class="skip" href="#main">\(l("Ir al contenido", "Skip to content"))</a>
        <header class="top">
        <a class="brand" href="\(portal)/index.html"><b>Puerto</b><span>\(agency)</span></a>
        \(corner)</header>
        <main id="main" class="panel" tabindex="-1">
        \(content)</main>
        </body>
        </html>

        """
    }

    private var corner: HTML? {
        guard let who else { return nil }
        let role = who.session.role == .owner ? l("dueño", "owner") : l("solo mira", "viewer")
        return """
            <form class="account" method="post" action="\(address("/session/end"))">\(token)\
            <span><bdi>\(who.session.name.text)</bdi> <span class="soft">\(role)</span></span>\
            <button class="copy" type="submit">\(l("Salir", "Log out"))</button></form>

            """
    }

    /// What proves that a form is the portal's own.
    var token: HTML? {
        who.map { "<input type=\"hidden\" name=\"csrf\" value=\"\($0.csrf)\">" }
    }
}

extension Exchange {
    var frame: HookLayout {
        get throws {
            HookLayout(
                agency: world.web.agency, style: world.web.style, icon: world.web.icon,
                portal: portal(language), language: language, address: { address($0) },
                who: try login.map { ($0.session, try world.csrf.token(for: $0.token.cookie)) })
        }
    }
}
