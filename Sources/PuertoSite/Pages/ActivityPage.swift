internal import Hypertext
internal import PuertoCore

/// The latest changes of the records, each with its time, actor, action and object.
struct ActivityPage {
    let site: SiteContext
    let page: PagePath

    func render(into out: inout HTML) {
        let title = l("Actividad", "Activity")
        PageLayout(site: site, page: page, chapter: .activity, title: title).render(into: &out) {
            out in
            out += """
                <h1>\(title)</h1>
                <p class="lead">\(l("Cada cambio del registro deja una línea aquí, en la misma transacción; ni se edita ni se borra.", "Every change of the record leaves a line here, in the same transaction; it is neither edited nor removed."))</p>

                """
            let history = site.history
            guard !history.isEmpty else {
                out +=
                    "<p class=\"empty\">\(l("Todavía no hay cambios.", "There are no changes yet."))</p>\n"
                return
            }
            out += """
                <div class="table" tabindex="0" role="region" aria-label="\(title)"><table class="log">
                <thead><tr><th scope="col">\(l("Cuándo", "When"))</th><th scope="col">\(l("Quién", "Who"))</th>\
                <th scope="col">\(l("Qué", "What"))</th><th scope="col">\(l("A quién", "To whom"))</th><th scope="col">\(l("Detalle", "Detail"))</th></tr></thead>
                <tbody>

                """
            for (entry, hasPage) in history { row(entry, hasPage, into: &out) }
            out += "</tbody>\n</table></div>\n"
        }
    }
}

extension ActivityPage {
    private var l: Language { page.language }
    private var locale: RegionalLocale { site.locale(l) }

    private func row(_ entry: AuditEntry, _ hasPage: Bool, into out: inout HTML) {
        let object: HTML =
            hasPage
            ? "<a href=\"\(PortalPath.client(entry.object))\">\(entry.object)</a>"
            : "\(entry.object)"
        out += """
            <tr><td>\(site.time(entry.at).html(locale))</td><td>\(entry.author(l))</td><td><code>\(entry.action)</code></td>\
            <td>\(object)</td><td class="detail">\(Detail.cut(entry.detail))</td></tr>

            """
    }
}

/// An audit row's changed fields, short enough for a list.
enum Detail {
    static func cut(_ text: String) -> String {
        guard text.utf8.count > 300 else { return text }
        return String(decoding: text.utf8.prefix(280), as: UTF8.self)
            .filter { $0 != "\u{FFFD}" } + "…"
    }
}
