internal import Hypertext
internal import PuertoCore

/// A picture of one host and its tenants: one box for each while they fit, else a bar by state.
struct FleetDrawing {
    let berths: Berths
    let isFirst: Bool
    let locale: RegionalLocale

    /// The most tenants that have a box each.
    static let mostBoxes = 64

    private var l: Language { locale.language }
    private var host: Host { berths.host }
    private var tenants: [TenantLine] { berths.tenants }

    var html: HTML {
        tenants.count <= FleetDrawing.mostBoxes ? boxes : bar
    }

    /// The names are text of the page, so that they wrap and none is cut.
    private var boxes: HTML {
        guard !tenants.isEmpty else {
            return """
                <div class="machine">\(heading)<p class="soft">\(l("sin clientes todavía", "no clients yet"))</p></div>

                """
        }
        return """
            <div class="machine">\(heading)<p class="soft">\(label)</p>
            <ul class="berths">
            \(tenants.map(box))</ul></div>

            """
    }

    private var heading: HTML {
        "<h3>\(host.name.text) <span class=\"soft\">\(host.address)</span></h3>\n"
    }

    private func box(_ tenant: TenantLine) -> HTML {
        let own: HTML = tenant.kind == .base ? " class=\"own\"" : HTML()
        return """
            <li\(own)><span class="soft">\(tenant.slot.number) :\(tenant.ports.app)</span> \
            <a href="\(PortalPath.client(tenant.slug.text))">\(Parts.name(tenant.name))</a> \(tenant.status.badge(l))</li>

            """
    }

    private var bar: HTML {
        let states = berths.byStatus
        var x = 0
        let parts = Tenant.Status.allCases.compactMap { state -> HTML? in
            guard let count = states[state] else { return nil }
            let width = max(2, count * 640 / (Slot.last + 1))
            defer { x += width }
            return """
                <rect class="part \(state.rawValue)" x="\(12 + x)" y="2" width="\(width)" height="20"/>
                """
        }
        let page = PortalPath.ports(host.name, isFirst: isFirst)
        return """
            <div class="machine">\(heading)<figure class="drawing wide"><svg class="host" viewBox="0 0 664 24" role="img" aria-label="\(label)">
            <rect class="part free" x="12" y="2" width="640" height="20"/>\(parts)</svg>
            <figcaption><a href="\(page)">\(l("Puertos", "Ports"))</a>: \(label)</figcaption></figure></div>

            """
    }

    private var label: String {
        let states = berths.byStatus
        let parts = Tenant.Status.allCases.compactMap { state in
            states[state].map { state.counted($0, locale) }
        }
        let free = berths.map.freeCount
        return
            (parts + [
                free == 1
                    ? l("1 ranura libre", "1 slot left")
                    : "\(free.grouped(locale)) \(l("ranuras libres", "slots left"))"
            ])
            .joined(separator: ", ")
    }
}
