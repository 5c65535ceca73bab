internal import Hypertext
internal import PuertoCore

/// A picture of one host and its tenants: one cell for each while they fit, else a bar by state.
struct FleetDrawing {
    let berths: Berths
    let isFirst: Bool
    let locale: RegionalLocale

    /// The most tenants that are drawn as cells.
    static let mostCells = 64

    private var l: Language { locale.language }
    private var host: Host { berths.host }
    private var tenants: [TenantLine] { berths.tenants }

    var html: HTML {
        tenants.count <= FleetDrawing.mostCells ? cells : bar
    }

    private var cells: HTML {
        let columns = 8
        let rows = max(1, (tenants.count + columns - 1) / columns)
        let cells = tenants.enumerated().map { index, tenant in
            cell(tenant, x: 12 + index % columns * 120, y: 44 + index / columns * 64)
        }
        let height = 44 + rows * 64 + 4
        let width = 12 + min(columns, max(4, tenants.count)) * 120 + 4
        return """
            <div class="scroll" tabindex="0" role="region" aria-label="\(l("Máquina", "Host")) \(host.name.text)">
            <svg class="host" viewBox="0 0 \(width) \(height)" width="\(width)" height="\(height)" role="group" aria-label="\(label)">
            <rect class="wall" x="1" y="1" width="\(width - 2)" height="\(height - 2)" rx="8"/>
            <text class="label" x="14" y="26">\(host.name.text) · \(host.address.cut(30))</text>
            \(cells)\(emptiness)</svg></div>

            """
    }

    private var emptiness: HTML? {
        guard tenants.isEmpty else { return nil }
        return """
            <text class="label" x="14" y="72">\(l("sin clientes todavía", "no clients yet"))</text>
            """
    }

    private func cell(_ tenant: TenantLine, x: Int, y: Int) -> HTML {
        let kind = tenant.kind == .base ? " own" : ""
        return """
            <a href="\(PortalPath.client(tenant.slug.text))" aria-label="\(tenant.name.cut(60)), \(tenant.status.word(l))"><title>\(tenant.name.cut(60))</title>\
            <rect class="box\(kind)" x="\(x)" y="\(y)" width="112" height="56" rx="6"/>\
            <circle class="dot \(tenant.status.rawValue)" cx="\(x + 12)" cy="\(y + 14)" r="4"/>\
            <text class="label" x="\(x + 22)" y="\(y + 18)">\(tenant.slot.number) :\(tenant.ports.app)</text>\
            <text class="name start" x="\(x + 8)" y="\(y + 36)">\(tenant.name.cut(10))</text>\
            <text class="label" x="\(x + 8)" y="\(y + 50)">\(tenant.status.word(l).cut(13))</text></a>

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
                <rect class="part \(state.rawValue)" x="\(12 + x)" y="40" width="\(width)" height="20"/>
                """
        }
        let page = PortalPath.ports(host.name, isFirst: isFirst)
        return """
            <figure class="drawing wide"><svg class="host" viewBox="0 0 664 72" role="img" aria-label="\(label)">
            <rect class="wall" x="1" y="1" width="662" height="70" rx="8"/>
            <text class="label" x="14" y="26">\(host.name.text) · \(host.address.cut(30))</text>
            <rect class="part free" x="12" y="40" width="640" height="20"/>\(parts)</svg>
            <figcaption><a href="\(page)">\(host.name.text)</a>: \(label)</figcaption></figure>

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
