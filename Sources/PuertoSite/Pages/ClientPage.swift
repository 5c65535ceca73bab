internal import Hypertext
internal import PuertoCore

/// The page of one tenant: its state and the next step, then what the operator asks after, and last
/// the technical sheet, closed.
struct ClientPage {
    let site: SiteContext
    let page: PagePath
    let tenant: Tenant
    let notes: Notes?
    let custody: Custody
    let operations: Operations
    /// The tenant's latest changes, newest first.
    let changes: [AuditEntry]
    let url: String

    func render(into out: inout HTML) {
        PageLayout(site: site, page: page, chapter: .harbour, title: tenant.name).render(into: &out)
        {
            heading(into: &$0)
            $0 += "<div class=\"sections\">\n"
            // Until its client has it, the handoff is what the page is opened for.
            if !isBase, !isHandoffOver { handoff(into: &$0) }
            health(into: &$0)
            if !isBase { business(into: &$0) }
            if !isBase, isHandoffOver { foldedHandoff(into: &$0) }
            sheet(into: &$0)
            $0 += "</div>\n"
        }
    }
}

extension ClientPage {
    var l: Language { page.language }
    var locale: RegionalLocale { site.locale(l) }
    var isBase: Bool { tenant.kind == .base }

    /// Tells whether nothing of the handoff is to be done first.
    private var isHandoffOver: Bool { custody.isHandedOver || tenant.status == .archived }

    func section(_ id: String, _ title: String, into out: inout HTML, _ body: (inout HTML) -> Void)
    {
        out += "<section aria-labelledby=\"\(id)\"><h2 id=\"\(id)\">\(title)</h2>\n"
        body(&out)
        out += "</section>\n"
    }

    /// The handoff behind one line that says how it stands.
    private func foldedHandoff(into out: inout HTML) {
        out += "<details id=\"handed\" class=\"fold\"><summary>\(handoffLine)</summary>\n"
        handoff(into: &out)
        out += "</details>\n"
    }

    private var handoffLine: HTML {
        if tenant.status == .archived {
            return "\(l("Entrega: está archivado", "Handoff: it is archived"))"
        }
        if let handoff = custody.handoff {
            let (given, deadline) = (site.time(handoff.issuedAt), site.time(handoff.rotateBy))
            return """
                \(l("Entregado el", "Handed over on")) \(given.day.html(locale)); \
                \(l("la contraseña debe cambiarse antes del", "its password is to be changed by")) \
                \(deadline.day.html(locale))
                """
        }
        return """
            \(l("Entregado con un enlace el", "Handed over by a link on")) \
            \(custody.linkedAt.map { site.time($0).day.html(locale) })
            """
    }
}
