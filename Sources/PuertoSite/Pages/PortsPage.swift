internal import Hypertext
internal import PuertoCore

/// The slot map of one host: the slots that are taken, free, skipped or in quarantine, and the
/// rule.
struct PortsPage {
    let site: SiteContext
    let page: PagePath
    let berths: Berths

    func render(into out: inout HTML) {
        let several = site.hosts.count > 1
        let title = several ? "\(l("Puertos", "Ports")): \(host.name.text)" : l("Puertos", "Ports")
        PageLayout(site: site, page: page, chapter: .ports, title: title).render(into: &out) {
            out in
            out += "<h1>\(title)</h1>\n"
            if several { hosts(into: &out) }
            rule(into: &out)
            if tenants.count <= Paging.size { table(into: &out) }
            map(into: &out)
            inUse(into: &out)
            skipped(into: &out)
            quarantine(into: &out)
        }
    }
}

extension PortsPage {
    private var l: Language { page.language }
    private var locale: RegionalLocale { site.locale(l) }
    private var ports: PortRule { site.ports }
    private var host: Host { berths.host }
    private var tenants: [TenantLine] { berths.tenants }
    private var resting: [QuarantinedSlot] { berths.resting }

    private func hosts(into out: inout HTML) {
        let items = site.hosts.enumerated().map { index, other -> HTML in
            other.name == host.name
                ? "<li><span aria-current=\"page\">\(other.name.text)</span></li>"
                : "<li><a href=\"\(PortalPath.ports(other.name, isFirst: index == 0))\">\(other.name.text)</a></li>"
        }
        out +=
            "<nav class=\"pager\" aria-label=\"\(l("Máquinas", "Hosts"))\"><ul>\(items)</ul></nav>\n"
    }

    private func rule(into out: inout HTML) {
        out += """
            <p class="lead">\(use)</p>
            <p>\(l("La ranura", "Slot")) <var>N</var> \(l("usa los puertos", "has the ports")) \
            <code>\(ports.app)+N</code>, <code>\(ports.postgres)+N</code> \(l("y", "and")) <code>\(ports.redis)+N</code>; \
            \(l("las ranuras van de 0 a \(Slot.last)", "slots go from 0 to \(Slot.last)")).\(others)</p>

            """
    }

    /// The slots in use, and how many are left: `10 ocupadas, de la 0 a la 12; 934 libres.`
    private var use: String {
        let free = berths.map.freeCount
        let left =
            free == 1 ? l("1 libre", "1 free") : "\(free.grouped(locale)) \(l("libres", "free"))"
        let numbers = tenants.map(\.slot.number)
        guard let first = numbers.min(), let last = numbers.max() else {
            return l("Ninguna ranura ocupada; \(left).", "No slot is taken; \(left).")
        }
        guard first < last else {
            return l(
                "1 ranura ocupada, la \(first); \(left).",
                "1 slot is taken, number \(first); \(left).")
        }
        let count = numbers.count.grouped(locale)
        return l(
            "\(count) ranuras ocupadas, de la \(first) a la \(last); \(left).",
            "\(count) slots are taken, from \(first) to \(last); \(left).")
    }

    /// Slots that are neither taken nor free; nothing when there are none.
    private var others: HTML {
        guard !resting.isEmpty || !berths.inUse.isEmpty else { return HTML() }
        return
            " \(l("En cuarentena", "In quarantine")): \(resting.count.grouped(locale))\(inUseCount)."
    }

    /// Nothing when there are none.
    private var inUseCount: HTML {
        guard !berths.inUse.isEmpty else { return HTML() }
        return
            ", \(l("con un puerto en uso", "with a port in use")) \(berths.inUse.count.grouped(locale))"
    }

    private func map(into out: inout HTML) {
        let used: HTML =
            berths.inUse.isEmpty
            ? HTML() : "<li class=\"k q\">\(l("con un puerto en uso", "with a port in use"))</li>"
        out += """
            <section aria-labelledby="map"><h2 id="map">\(l("Mapa de ranuras", "Slot map"))</h2>
            <details><summary>\(l("Las \(Slot.last + 1) ranuras, una a una", "All \(Slot.last + 1) slots, one by one"))</summary>
            <ul class="legend"><li class="t">\(l("ocupada", "taken"))</li><li class="f">\(l("libre", "free"))</li>\
            <li class="k">\(l("omitida", "skipped"))</li><li class="q">\(l("en cuarentena", "in quarantine"))</li>\(used)</ul>
            <ol class="map" start="0">

            """
        let names = Dictionary(tenants.map { ($0.slug, $0) }) { first, _ in first }
        var isNext = true
        for (slot, state) in berths.map.slots {
            switch state {
            case .recorded(let slug): taken(slot, names[slug], into: &out)
            case .quarantined: out += "<li class=q>\(slot.number)\n"
            case .skipped, .reserved: out += "<li class=k>\(slot.number)\n"
            case .inUse(let port):
                let hint = l("puerto \(port) en uso", "port \(port) is in use")
                out += "<li class=\"k q\" title=\"\(hint)\">\(slot.number)\n"
            case .free where isNext:
                isNext = false
                let hint = l("la siguiente", "the next one")
                out += "<li class=n title=\"\(hint)\">\(slot.number)\n"
            case .free: out += "<li>\(slot.number)\n"
            }
        }
        out += "</ol>\n</details>\n</section>\n"
    }

    private func taken(_ slot: Slot, _ tenant: TenantLine?, into out: inout HTML) {
        guard let tenant else { return }
        let mark: HTML = tenant.kind == .base ? "b" : "t"
        // A full map has no room for names; the number links to the page that has it.
        let hint: HTML =
            tenants.count > 300 ? HTML() : " title=\"\(tenant.name.cut(40))\""
        out +=
            "<li class=\(mark)><a href=\"\(PortalPath.client(tenant.slug.text))\"\(hint)>\(slot.number)</a>\n"
    }

    private func table(into out: inout HTML) {
        guard !tenants.isEmpty else { return }
        let (slot, app) = (l("Ranura", "Slot"), l("Aplicación", "Application"))
        let rows = tenants.map { tenant -> HTML in
            """
            <tr><th scope="row"><a href="\(PortalPath.client(tenant.slug.text))">\(Parts.name(tenant.name))</a></th>\
            <td class="right" data-label="\(slot)">\(tenant.slot.number)</td>\
            <td class="right" data-label="\(app)"><code>\(tenant.ports.app)</code></td>\
            <td class="right" data-label="PostgreSQL"><code>\(tenant.ports.postgres)</code></td>\
            <td class="right" data-label="Redis"><code>\(tenant.ports.redis)</code></td>\
            <td>\(tenant.status.badge(l))</td></tr>

            """
        }
        out += """
            <section aria-labelledby="taken"><h2 id="taken">\(l("Ocupadas", "Taken"))</h2>
            <div class="table" tabindex="0" role="group" aria-labelledby="taken"><table class="cards ports">
            <thead><tr><th scope="col">\(l("Cliente", "Client"))</th><th scope="col" class="right">\(slot)</th>\
            <th scope="col" class="right">\(app)</th><th scope="col" class="right">PostgreSQL</th>\
            <th scope="col" class="right">Redis</th><th scope="col">\(l("Estado", "State"))</th></tr></thead>
            <tbody>
            \(rows)</tbody>
            </table></div>
            </section>

            """
    }

    private func inUse(into out: inout HTML) {
        guard let day = berths.seenInUse else { return }
        let rows = berths.inUse.prefix(Paging.size).map { slot, port -> HTML in
            "<tr><td class=\"right\">\(slot.number)</td><td class=\"right\"><code>\(port)</code></td></tr>\n"
        }
        out += """
            <section aria-labelledby="in-use"><h2 id="in-use">\(l("Con un puerto en uso", "With a port in use"))</h2>
            <p>\(l("Otro programa de la máquina usa uno de sus puertos, así que no se asignan automáticamente. Visto el", "Something else on the machine uses one of their ports, so they are not assigned automatically. Seen on")) \
            \(day.html(locale)).</p>
            <table><thead><tr><th scope="col" class="right">\(l("Ranura", "Slot"))</th><th scope="col" class="right">\(l("Puerto", "Port"))</th></tr></thead>
            <tbody>
            \(rows)</tbody></table>
            </section>

            """
    }

    private func skipped(into out: inout HTML) {
        let taken = Set(tenants.map(\.slot))
        let rows = Slot.clients.compactMap { slot -> HTML? in
            guard let reason = ports.reasonToSkip(slot) else { return nil }
            let use: HTML =
                taken.contains(slot)
                ? " <span class=\"tag\">\(l("en uso", "in use"))</span>" : HTML()
            return
                "<tr><td class=\"right\">\(slot.number)</td><td>\(reason.html(l))\(use)</td></tr>\n"
        }
        out += """
            <section aria-labelledby="skipped"><h2 id="skipped">\(l("Omitidas", "Skipped"))</h2>
            <p>\(l("No se asignan automáticamente, porque alguno de sus puertos suele usarlo otro programa. A mano, con", "They are not assigned automatically, since another program usually uses one of their ports. By hand, with")) \
            <code>--slot</code>, \(l("sí se puede.", "they can be."))</p>
            <details><summary>\(l("Las", "The")) \(rows.count) \(l("ranuras y el motivo", "slots and why"))</summary>
            <table><thead><tr><th scope="col" class="right">\(l("Ranura", "Slot"))</th><th scope="col">\(l("Motivo", "Why"))</th></tr></thead>
            <tbody>
            \(rows)</tbody></table>
            </details>
            </section>

            """
    }

    private func quarantine(into out: inout HTML) {
        guard !resting.isEmpty else { return }
        let rows = resting.prefix(Paging.size).map { slot -> HTML in
            """
            <tr><td class="right">\(slot.slot.number)</td><td>\(Parts.name(slot.formerTenant))</td>\
            <td>\(site.time(slot.until).html(locale))</td></tr>

            """
        }
        out += """
            <section aria-labelledby="quarantine"><h2 id="quarantine">\(l("En cuarentena", "In quarantine"))</h2>
            <p>\(l("Una ranura que usó un cliente descansa antes de volver a asignarse.", "A slot that a client used rests before it is assigned again."))</p>
            <table><thead><tr><th scope="col" class="right">\(l("Ranura", "Slot"))</th><th scope="col">\(l("La usó", "Was used by"))</th>\
            <th scope="col">\(l("Hasta", "Until"))</th></tr></thead>
            <tbody>
            \(rows)</tbody></table>
            </section>

            """
    }
}

extension SkipReason {
    fileprivate func html(_ l: Language) -> HTML {
        switch self {
        case .wellKnown(let port, let service):
            "<code>\(port)</code> \(l("es de", "belongs to")) \(service)"
        case .operator(let reason): "\(reason)"
        }
    }
}
