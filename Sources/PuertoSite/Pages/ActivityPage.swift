internal import Hypertext
internal import PuertoCore

/// The latest changes of the fleet as sentences by day, and the lines of the history on demand.
struct ActivityPage {
    let site: SiteContext
    let page: PagePath

    func render(into out: inout HTML) {
        let title = l("Actividad", "Activity")
        PageLayout(site: site, page: page, chapter: .activity, title: title).render(into: &out) {
            out in
            let jobs: HTML? = site.hookAddress(l).map { address in
                " \(l("Lo que se pidió y cómo va está en", "What was asked for, and how it goes, is in")) <a href=\"\(address("/jobs"))\">\(l("los trabajos", "the jobs"))</a>."
            }
            out += """
                <h1>\(title)</h1>
                <p class="lead">\(l("Lo último que pasó en la flota. Cada cambio deja una línea que ni se edita ni se borra.", "The latest of the fleet. Each change leaves a line that is neither edited nor removed."))\(jobs)</p>

                """
            let history = site.history
            guard !history.isEmpty else {
                out +=
                    "<p class=\"empty\">\(l("Todavía no hay cambios.", "There are no changes yet."))</p>\n"
                return
            }
            let names = Dictionary(
                history.compactMap { line in line.name.map { (line.entry.object, $0) } },
                uniquingKeysWith: { first, _ in first })
            let events = HistoryEvent.told(by: history.map(\.entry))
            clients(of: events, names, into: &out)
            days(events, names, into: &out)
            lines(history, into: &out)
        }
    }
}

extension ActivityPage {
    private var l: Language { page.language }
    private var locale: RegionalLocale { site.locale(l) }

    /// The filter by client, which the script shows.
    private func clients(
        of events: [HistoryEvent], _ names: [String: String], into out: inout HTML
    ) {
        let slugs = Set(events.map(\.object)).filter { names[$0] != nil }
        guard slugs.count > 1 else { return }
        let options = slugs.sorted { (names[$0] ?? "", $0) < (names[$1] ?? "", $1) }.map {
            "<option value=\"\($0)\">\(names[$0] ?? $0)</option>" as HTML
        }
        out += """
            <p class="chips" id="of-client" hidden><label>\(l("Cliente", "Client")) <select>\
            <option value="">\(l("todos", "all"))</option>\(options)</select></label></p>

            """
    }

    private func days(
        _ events: [HistoryEvent], _ names: [String: String], into out: inout HTML
    ) {
        var day: Day?
        for event in events {
            let time = site.time(event.at)
            if time.day != day {
                if day != nil { out += "</ul></section>\n" }
                out += """
                    <section class="day"><h2>\(time.day.html(locale))</h2>
                    <ul class="plain events">

                    """
                day = time.day
            }
            EventLine(event: event, time: time, name: names[event.object], l: l)
                .item(locale, into: &out)
        }
        if day != nil { out += "</ul></section>\n" }
    }

    /// The history as it is written, refused attempts with it.
    private func lines(_ history: [HistoryLine], into out: inout HTML) {
        let title = l(
            "Las líneas del historial, tal como se escribieron",
            "The lines of the history, as they were written")
        out += """
            <details class="raw"><summary>\(title)</summary>
            <div class="table" tabindex="0" role="region" aria-label="\(title)"><table class="log">
            <thead><tr><th scope="col">\(l("Cuándo", "When"))</th><th scope="col">\(l("Quién", "Who"))</th>\
            <th scope="col">\(l("Qué", "What"))</th><th scope="col">\(l("A quién", "To whom"))</th><th scope="col">\(l("Detalle", "Detail"))</th></tr></thead>
            <tbody>

            """
        for line in history { row(line, into: &out) }
        out += "</tbody>\n</table></div>\n</details>\n"
    }

    /// Short: a hundred lines with the longest names stay below the size of a page.
    private func row(_ line: HistoryLine, into out: inout HTML) {
        let entry = line.entry
        out += """
            <tr><td>\(site.time(entry.at).text(locale))</td><td>\(entry.author(l))</td><td><code>\(entry.action)</code></td>\
            <td>\(entry.object)</td><td class="detail">\(Detail.cut(entry.detail))</td></tr>

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
