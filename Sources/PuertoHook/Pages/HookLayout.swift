internal import Hypertext
internal import PuertoCore

/// The layout of the pages that the hook renders: the portal's style sheet, one column, and a script
/// where a page cannot do without.
struct HookLayout {
    let agency: String
    let style: String
    let icon: String
    let reader: Reader
    /// The session with the CSRF token that its forms carry; `nil` without a login.
    let login: (session: Session, csrf: String)?

    var l: Language { reader.language }

    /// A page; `script` names a file of `public/assets/`.
    func page(_ title: String, script: String? = nil, _ content: HTML) -> HTML {
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
        <a class="brand" href="\(reader.portal)/index.html"><b>Puerto</b><span>\(agency)</span></a>
        \(corner)</header>
        <main id="main" class="panel" tabindex="-1">
        \(content)</main>
        </body>
        </html>

        """
    }

    private func element(_ script: String?) -> HTML? {
        script.map { "<script src=\"/assets/\($0)\" defer></script>\n" }
    }

    /// The attribute that tells a script the hook's address.
    private var mount: HTML { " data-hook=\"\(reader.hook)\"" }

    private var corner: HTML? {
        guard let login else { return nil }
        let role =
            login.session.role == .owner ? l("propietario", "owner") : l("solo mira", "viewer")
        return """
            <form class="account" method="post" action="\(reader.address("/session/end"))">\(token)\
            <span><bdi>\(login.session.name.text)</bdi> <span class="soft">\(role)</span></span>\
            <button class="copy" type="submit">\(l("Salir", "Log out"))</button></form>

            """
    }

    /// The form field with the CSRF token.
    var token: HTML? {
        login.map { "<input type=\"hidden\" name=\"csrf\" value=\"\($0.csrf)\">" }
    }
}
