internal import Hypertext
internal import PuertoCore

/// The layout of the pages that the hook renders: the portal's head, menu, foot and style sheet, and
/// a script where a page cannot do without.
struct HookLayout {
    let agency: String
    let style: String
    let icon: String
    let reader: Reader
    /// The session with the CSRF token that its forms carry; `nil` without a login.
    let login: (session: Session, csrf: String)?
    /// The page's path with its query, which the links to other languages lead to.
    let place: String
    /// Tells whether the records are a demo's: each page says so.
    var isDemo = false

    var l: Language { reader.language }

    /// A page; `script` names a file of `public/assets/`. A wide one takes the room of a table.
    func page(
        _ title: String, script: String? = nil, isWide: Bool = false, _ content: HTML
    ) -> HTML {
        """
        <!DOCTYPE html>
        <html lang="\(l.rawValue)">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <title>\(title) · \(agency)</title>
        <link rel="icon" href="/assets/\(icon)" type="image/svg+xml">
        <link rel="stylesheet" href="/assets/\(style)">
        \(element(script))</head>
        <body class="hook"\(script.map { _ in mount })>
        <a class="skip" href="#main">\(l("Ir al contenido", "Skip to content"))</a>
        <header class="top">
        <a class="brand" href="\(reader.portal)/\(PortalPath.harbour)"><b>Puerto</b><span title="\(agency)">\(agency)</span></a>
        \(languages)\(corner)</header>
        \(login == nil && !isDemo ? bare(content) : framed(content, isWide))\
        </body>
        </html>

        """
    }

    /// The form field with the CSRF token.
    var token: HTML? {
        login.map { "<input type=\"hidden\" name=\"csrf\" value=\"\($0.csrf)\">" }
    }

    /// The address of a client's page.
    func client(_ slug: Slug) -> String { "\(reader.portal)/\(PortalPath.client(slug.text))" }
}

extension HookLayout {
    /// A visitor without a login sees no page of the portal, and gets no menu. That of a demo is
    /// shown around.
    private func bare(_ content: HTML) -> HTML {
        """
        <main id="main" class="panel" tabindex="-1">
        \(content)</main>

        """
    }

    private func framed(_ content: HTML, _ isWide: Bool) -> HTML {
        let width: HTML? = isWide ? " wide" : nil
        return """
            <details class="menu"><summary>\(l("Menú", "Menu"))</summary>
            <nav aria-label="\(l("Menú", "Menu"))">\(menu)</nav></details>
            <div class="frame">
            <nav class="side" aria-label="\(l("Portal", "Portal"))">\(menu)</nav>
            <main id="main" tabindex="-1">
            \(demo)<div class="panel\(width)">
            \(content)</div>
            </main>
            </div>
            <footer class="foot">\(l("Hecho a partir del registro", "Made from the record")) · \
            <a href="\(reader.portal)/\(PortalPath.activity)">\(l("últimos cambios", "latest changes"))</a> · \
            <a href="\(reader.address("/jobs"))">\(l("trabajos", "jobs"))</a></footer>

            """
    }

    private var demo: HTML? {
        guard isDemo else { return nil }
        return
            "<p class=\"attention\"><b>\(DemoText.word(l))</b>: \(DemoText.sentence(l)).</p>\n"
    }

    private var menu: HTML {
        let items = Chapter.allCases.map { item -> HTML in
            "<li><a href=\"\(reader.portal)/\(item.path)\">\(item.title(l))</a></li>"
        }
        return "<ul class=\"chapters\">\(items)</ul>"
    }

    private var languages: HTML? {
        let others = reader.languages.filter { $0 != l }
        guard !others.isEmpty else { return nil }
        let links = others.map { other -> HTML in
            """
            <a href="\(reader.address(place, in: other))" hreflang="\(other.rawValue)" lang="\(other.rawValue)">\(other.ownName)</a>
            """
        }
        return """
            <nav class="lang" aria-label="\(l("Idioma", "Language"))">\(links)</nav>

            """
    }

    private func element(_ script: String?) -> HTML? {
        script.map { "<script src=\"/assets/\($0)\" defer></script>\n" }
    }

    /// The attribute that tells a script the hook's address.
    private var mount: HTML { " data-hook=\"\(reader.hook)\"" }

    private var corner: HTML? {
        guard let login else { return nil }
        let role = login.session.role.word(l)
        return """
            <form class="account" method="post" action="\(reader.address("/session/end"))">\(token)\
            <span><bdi>\(login.session.name.text)</bdi> <span class="soft">\(role)</span></span>\
            <button class="copy" type="submit">\(l("Salir", "Log out"))</button></form>

            """
    }
}
