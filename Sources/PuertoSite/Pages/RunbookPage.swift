internal import CommonMark
internal import Hypertext
internal import PuertoCore

/// The page of a runbook, for the whole fleet or with one tenant's values.
struct RunbookPage {
    let site: SiteContext
    let page: PagePath
    let runbook: Runbook
    let text: RunbookText
    let document: CompiledDocument
    /// The tenant whose values are filled in; `nil` for the fleet's own page of it.
    let tenant: Tenant?
    /// The neighbours in the list that it is read in.
    let previous: (runbook: Runbook, text: RunbookText)?
    let following: (runbook: Runbook, text: RunbookText)?

    /// The number of tenants that a template names.
    static let examples = 12

    func render(into out: inout HTML) {
        let title = tenant.map { "\(text.title) · \($0.name)" } ?? text.title
        let chapter: Chapter = tenant == nil ? .runbooks : .harbour
        PageLayout(site: site, page: page, chapter: chapter, title: title).render(into: &out) {
            out in
            heading(into: &out)
            contents(into: &out)
            let foreign: HTML = text.language == l ? HTML() : " lang=\"\(text.language.rawValue)\""
            out += "<article class=\"prose\"\(foreign)>\n"
            document.render(
                into: &out, site: site, tenant: tenant, showing: showing,
                site.locale(text.language))
            out += "</article>\n"
            end(into: &out)
        }
    }
}

extension RunbookPage {
    private var l: Language { page.language }
    private var locale: RegionalLocale { site.locale(l) }

    private var showing: Showing { tenant.map { .clientRunbook($0.slug) } ?? .runbook }

    private func heading(into out: inout HTML) {
        let whose: HTML =
            tenant.map { "<a href=\"../\($0.slug.text).html\">\(Parts.name($0.name))</a> · " }
            ?? HTML()
        let tags = text.tags.map { " <span class=\"tag\">\($0)</span>" as HTML }
        out += """
            <div class="title"><h1>\(text.title)</h1>
            <p>\(whose)<span class="soft">\(runbook.audience.text(l))</span>\(tags)</p></div>

            """
        if text.language != l {
            out += note(
                "note", l("Sin traducir", "Not translated"),
                l("Este manual solo está en inglés.", "This runbook is in Spanish only."))
        }
        if tenant?.kind == .base {
            out += note(
                "danger", l("Sistema base", "Base system"),
                l(
                    "Los valores de esta página son los del sistema base. Lee cada comando dos veces.",
                    "The values on this page are the base system's. Read each command twice."))
        }
        if tenant == nil, runbook.scope == .tenant { versions(into: &out) }
    }

    private func note(_ kind: String, _ title: String, _ text: String) -> HTML {
        """
        <div class="callout \(raw: kind)" role="note"><p class="callout-title">\(title)</p>
        <p>\(text)</p></div>

        """
    }

    /// The links from a runbook for tenants to the pages that have values.
    private func versions(into out: inout HTML) {
        let own = site.examples(withBase: runbook.concerns(.base)).prefix(RunbookPage.examples)
        let links = own.map { tenant -> HTML in
            "<a href=\"../\(PortalPath.clientRunbook(tenant.slug.text, runbook.name))\">\(Parts.name(tenant.name))</a>"
        }
        let all = "../\(PortalPath.harbour)"
        out += """
            <div class="callout note" role="note"><p class="callout-title">\(l("Plantilla", "Template"))</p>
            <p>\(l("Los valores marcados cambian con cada cliente. Con los de cada uno:", "The marked values differ with each client. Filled in for:")) \
            \(links.joined(separator: ", ")) · <a href="\(all)">\(l("todos", "all"))</a></p></div>

            """
    }

    private func contents(into out: inout HTML) {
        let headings = document.document.headings.filter { $0.level <= 3 }
        guard headings.count > 1 else { return }
        let values = document.values(for: tenant, in: site, locale)
        let links = headings.map { heading -> HTML in
            let depth: HTML = heading.level > 2 ? " class=\"deep\"" : ""
            var title = HTML()
            document.document.renderTitle(of: heading, into: &title, values: values)
            return "<li\(depth)><a href=\"#\(heading.id)\">\(title)</a></li>"
        }
        out +=
            "<nav class=\"toc\" aria-label=\"\(l("En esta página", "On this page"))\"><ul>\(links)</ul></nav>\n"
    }

    private func end(into out: inout HTML) {
        let before: HTML = link(previous, "prev", l("Anterior", "Previous"))
        let after: HTML = link(following, "next", l("Siguiente", "Next"))
        out += """
            <nav class="around" aria-label="\(l("Otros manuales", "Other runbooks"))">\(before)\(after)</nav>
            <p class="edit soft">\(l("Se edita en", "Edit in")) <code>\(text.file)</code></p>

            """
    }

    private func link(
        _ other: (runbook: Runbook, text: RunbookText)?, _ side: String, _ word: String
    ) -> HTML {
        guard let (other, text) = other else { return HTML() }
        return """
            <a class="\(raw: side)" rel="\(raw: side)" href="\(other.name).html"><span class="soft">\(word)</span> \(text.title)</a>
            """
    }
}

extension Runbook.Audience {
    func text(_ l: Language) -> String {
        switch self {
        case .operator: l("para ti", "for you")
        case .client: l("para el cliente", "for the client")
        case .both: l("para ti y el cliente", "for you and the client")
        }
    }
}
