internal import Hypertext
internal import PuertoCore

/// The layout of every operator page: head, top line, menu and foot.
struct PageLayout {
    let site: SiteContext
    let page: PagePath
    let chapter: Chapter
    let title: String

    /// Appends a whole page around `content`.
    func render(into out: inout HTML, content: (inout HTML) -> Void) {
        open(into: &out)
        content(&out)
        close(into: &out)
    }
}

extension PageLayout {
    private var l: Language { page.language }
    private var locale: RegionalLocale { site.locale(l) }

    private func open(into out: inout HTML) {
        // These are computed each time they are asked for.
        let up = page.up
        let root = page.root
        let menu = site.menus.menu(page, chapter)
        out += """
            <!DOCTYPE html>
            <html lang="\(l.rawValue)">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="\(policy)">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <meta name="robots" content="noindex">
            <meta name="generator" content="Puerto">
            <title>\(title) · \(site.agency.name)</title>
            <link rel="icon" href="\(root)\(PortalPath.assets)\(site.assets.icon)" type="image/svg+xml">
            <link rel="stylesheet" href="\(root)\(PortalPath.assets)\(site.assets.style)">
            <script src="\(root)\(PortalPath.assets)\(site.assets.script)" defer></script>
            \(liveScript)</head>
            <body data-up="\(up)" data-portal="\(portal)" data-locale="\(site.locale(l).rawValue)" \
            data-shards="\(site.shards)"\(hook)>
            <a class="skip" href="#main">\(l("Ir al contenido", "Skip to content"))</a>
            <header class="top">
            <a class="brand" href="\(up)\(PortalPath.harbour)">\(mark)<b>Puerto</b>\
            <span title="\(site.agency.name)">\(site.agency.name)</span></a>
            <div id="search" role="search" data-empty="\(l("Nada con ese nombre", "Nothing by that name"))" \
            data-hint="\(l("Buscar clientes, manuales, puertos", "Search clients, runbooks, ports"))"></div>
            \(languages)\(account)</header>
            <details class="menu"><summary>\(l("Menú", "Menu"))</summary>
            <nav aria-label="\(l("Menú", "Menu"))">\(menu)</nav></details>
            <div class="frame">
            <nav class="side" aria-label="\(l("Portal", "Portal"))">\(menu)</nav>
            <main id="main" tabindex="-1">
            \(demo)
            """
    }

    /// The line that says that nothing on the page is real.
    private var demo: HTML? {
        guard site.isDemo else { return nil }
        return
            "<p class=\"attention\"><b>\(DemoText.word(l))</b>: \(DemoText.sentence(l)).</p>\n"
    }

    private func close(into out: inout HTML) {
        out += """
            </main>
            </div>
            <footer class="foot">\(l("Hecho a partir del registro y los manuales", "Made from the record and the runbooks")) · \
            <a href="\(page.up)\(PortalPath.activity)">\(l("últimos cambios", "latest changes"))</a></footer>
            </body>
            </html>

            """
    }

    /// The agency's logo, or else an anchor.
    private var mark: HTML {
        site.assets.logo?.image(root: page.root, site.agency) ?? Icon.anchor
    }

    /// The way from this page to `public/portal/`, in any language.
    private var portal: String { page.up + (page.isPrimary ? "" : "../") }

    private var languages: HTML {
        let others = site.agency.languages.filter { $0 != l }
        guard !others.isEmpty else { return HTML() }
        let links = others.map { other -> HTML in
            let href = page.counterpart(in: other, isPrimary: other == site.agency.language)
            return """
                <a href="\(href)" hreflang="\(other.rawValue)" lang="\(other.rawValue)">\(other.ownName)</a>
                """
        }
        return """
            <nav class="lang" aria-label="\(l("Idioma", "Language"))">\(links)</nav>

            """
    }

    private var policy: HTML { site.hook == nil ? PageLayout.policy : PageLayout.livePolicy }

    /// The policy: nothing from outside, no inline script or style.
    static let policy: HTML = "\(policyText)"

    private static let policyText = """
        default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; \
        form-action 'none'
        """
}
