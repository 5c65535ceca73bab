internal import Hypertext
internal import PuertoCore

/// The page for a visitor of a demo who presses a button without a login: what a demo is, and the
/// ways back.
enum DemoPage {
    static func html(_ exchange: Exchange) -> HTML {
        let layout = exchange.layout
        let l = layout.l
        let refusal = Problem(DemoText.refusal)
        let client: HTML? = exchange.namedClient.map {
            "<a class=\"button\" href=\"\(layout.client($0))\">\(l("Volver al cliente", "Back to the client"))</a> "
        }
        let login = layout.reader.address("/login", next: exchange.place)
        return layout.page(
            title(l),
            """
            <h1>\(title(l))</h1>
            \(refusal.paragraph("detail", l))<p class="buttons">\(client)<a class="button" href="\(layout.reader.portal)/\(PortalPath.harbour)">\(l("Volver al portal", "Back to the portal"))</a></p>
            <p class="soft">\(l("Los formularios se ven con una cuenta:", "The forms can be seen with an account:")) \
            <a href="\(login)">\(l("entrar", "log in"))</a>.</p>

            """)
    }

    static func title(_ l: Language) -> String {
        l("Esto es una demostración", "This is a demo")
    }
}

extension Exchange {
    /// Tells whether a demo's visitor has asked for one of the hook's own pages. Pages of the portal
    /// may be closed to visitors also in a demo, and lead to the login.
    var isButtonOfDemo: Bool {
        guard world.isDemo else { return false }
        let first = RequestPath(request.path)?.parts.first ?? ""
        return !["portal", "session"].contains(first)
    }
}
