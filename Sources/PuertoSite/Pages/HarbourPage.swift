internal import Hypertext
internal import PuertoCore

/// The first page: the base system, then every client, with the figures that matter.
struct HarbourPage {
    let site: SiteContext
    let page: PagePath
    /// 1 for the first page.
    let number: Int
    /// The number of pages.
    let pages: Int
    /// The clients on this page, in the portal's order.
    let clients: [TenantLine]

    func render(into out: inout HTML) {
        let name = l("Flota", "Harbour")
        let title = number == 1 ? name : "\(name) \(number)"
        PageLayout(site: site, page: page, chapter: .harbour, title: title).render(into: &out) {
            out in
            heading(title, into: &out)
            // Figures that every change of a client changes stand on one page only.
            if number == 1 {
                summary(into: &out)
                base(into: &out)
            }
            list(into: &out)
        }
    }
}

extension HarbourPage {
    var l: Language { page.language }
    var locale: RegionalLocale { site.locale(l) }

    /// The title, and the action for a new client.
    private func heading(_ title: String, into out: inout HTML) {
        guard let address = site.hookAddress(l) else {
            out += "<h1>\(title)</h1>\n"
            return
        }
        out += """
            <div class="head"><h1>\(title)</h1>
            <div class="actions" role="group" aria-label="\(l("Acciones", "Actions"))" data-fleet>
            <a class="button" href="\(address("/new-client"))" data-command="puerto tenant add SLUG --name '\(l("NOMBRE", "NAME"))'">\(l("Registrar cliente", "New client"))</a>
            </div></div>

            """
    }

    private func summary(into out: inout HTML) {
        lines(into: &out)
        out += """
            <dl class="figures">
            \(figure(l("Clientes", "Clients"), site.totals.clients.grouped(locale), "#clients"))\
            \(figure(l("Ingresos al mes", "Monthly revenue"), revenue, PortalPath.business))\
            \(room)\(lastChange)</dl>

            """
    }

    private var revenue: String {
        Money(minor: site.totals.revenue, currency: site.agency.currency).text(locale)
    }

    /// The disk and the memory that clients may still take, of each machine that a worker has
    /// looked at.
    private var room: HTML {
        let plan = site.home.lines.usualPlan(site.plans)
        let disk = figure(l("Disco disponible", "Disk left")) { "\($0.leftText(locale))" }
        let memory = figure(l("Memoria disponible", "Memory left")) { room in
            guard let memory = room.memory else { return nil }
            let fit = memory.fitText(plan, locale)
            let note: HTML? = fit.map { " <span class=\"soft\">\($0)</span>" }
            return "\(memory.leftText(locale))\(note)"
        }
        return "\(disk)\(memory)"
    }

    /// A figure of each machine; `nil` was not measured.
    private func figure(_ name: String, _ value: (DiskRoom) -> HTML?) -> HTML {
        let unknown: HTML = "\(l("sin medir", "not measured"))"
        let rooms = site.diskRooms
        guard site.hosts.count > 1, !rooms.isEmpty else {
            guard let text = rooms.first.flatMap(value) else {
                return "<div><dt>\(name)</dt><dd class=\"small\">\(unknown)</dd></div>\n"
            }
            return "<div><dt>\(name)</dt><dd>\(text)</dd></div>\n"
        }
        let each = rooms.prefix(HarbourPage.mostRooms).map { room -> HTML in
            "<li>\(room.host.text) <b>\(value(room) ?? unknown)</b></li>"
        }
        return "<div><dt>\(name)</dt><dd class=\"rooms\"><ul>\(each)</ul></dd></div>\n"
    }

    /// The most machines whose free disk and memory are shown.
    private static let mostRooms = 4

    private func figure(_ name: String, _ value: String, _ href: String) -> HTML {
        "<div><dt>\(name)</dt><dd><a href=\"\(href)\">\(value)</a></dd></div>\n"
    }

    private var lastChange: HTML {
        let value: HTML = site.latestChange.map { site.time($0).html(locale) } ?? "—"
        return """
            <div><dt>\(l("Último cambio", "Last change"))</dt>\
            <dd class="small"><a href="\(PortalPath.activity)">\(value)</a></dd></div>

            """
    }
}
