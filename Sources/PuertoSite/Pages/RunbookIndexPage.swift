internal import Hypertext
internal import PuertoCore

/// The list of all runbooks, grouped by their readers.
struct RunbookIndexPage {
    let site: SiteContext
    let page: PagePath

    func render(into out: inout HTML) {
        let title = l("Manuales", "Runbooks")
        PageLayout(site: site, page: page, chapter: .runbooks, title: title).render(into: &out) {
            out in
            out += """
                <h1>\(title)</h1>
                <p class="lead">\(l("Los procedimientos de siempre, por escrito. Los de cliente aparecen en la página de cada uno con sus valores.", "What is always done the same way, written down. Those for one client come with that client's values on its page."))</p>

                """
            guard !site.runbooks(l).isEmpty else {
                out += """
                    <p class="empty">\(l("Todavía no hay manuales. Se escriben en", "There are no runbooks yet. They are written in")) <code>content/runbooks/</code>.</p>

                    """
                return
            }
            group("fleet", l("De toda la flota", "For the whole fleet"), into: &out) {
                $0.scope == .fleet && $0.audience == .operator
            }
            group("tenant", l("De un cliente", "For one client"), into: &out) {
                $0.scope == .tenant && $0.audience == .operator
            }
            group("clients", l("Para que los lean los clientes", "For clients to read"), into: &out)
            {
                $0.audience != .operator
            }
        }
    }
}

extension RunbookIndexPage {
    private var l: Language { page.language }
    private var locale: RegionalLocale { site.locale(l) }

    private func group(
        _ id: String, _ title: String, into out: inout HTML, _ belongs: (Runbook) -> Bool
    ) {
        let items = site.runbooks(l).filter { belongs($0.runbook) }.map { runbook, text -> HTML in
            let tags = text.tags.map { " <span class=\"tag\">\($0)</span>" as HTML }
            return "<li><a href=\"\(runbook.name).html\">\(text.title)</a>\(tags)</li>\n"
        }
        guard !items.isEmpty else { return }
        out += """
            <section aria-labelledby="\(id)"><h2 id="\(id)">\(title)</h2>
            <ol class="plain">
            \(items)</ol>
            </section>

            """
    }
}
