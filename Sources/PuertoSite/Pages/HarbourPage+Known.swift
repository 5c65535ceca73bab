internal import Hypertext
internal import PuertoCore

// The parts that come from probes, jobs and drift.
extension HarbourPage {
    /// The probes' findings on the clients that are to run.
    var probes: String {
        let (totals, oldest) = site.probes
        guard let oldest else {
            return l(
                "Es lo que dice el registro: ninguna comprobación lo ha confirmado.",
                "This is what the record says: no probe has confirmed it.")
        }
        return l(
            "Última comprobación de los que deben funcionar: \(totals.words(locale)); la más antigua es del \(oldest.text(locale)).",
            "Last probe of those that are to run: \(totals.words(locale)); the oldest is of \(oldest.text(locale))."
        )
    }

    /// The place in which the script says when the worker has last looked. Without a script it
    /// says what does.
    var worker: HTML {
        guard site.hasRounds else {
            return
                " \(l("El trabajador no comprueba la flota", "The worker does not probe the fleet")) (<code>engine.probe_interval_s: 0</code>): <code>puerto probe</code>."
        }
        let work: HTML =
            l == .es
            ? "La flota la comprueba <code>puerto work</code> mientras está en marcha."
            : "<code>puerto work</code> probes the fleet while it runs."
        return
            " <span class=\"worker\" data-sunset=\"\(site.sunset)\" data-zone=\"\(site.agency.timeZone)\">\(work)</span>"
    }

    /// The clients that need attention, and the reasons.
    var attention: HTML? {
        let (first, count) = site.needingAttention
        guard !first.isEmpty else { return disks }
        let names = first.map { tenant, reasons -> HTML in
            """
            <a href="\(PortalPath.client(tenant.slug.text))">\(Parts.name(tenant.name))</a> (\(reasons.words(l)))
            """
        }
        let more: HTML? =
            count > first.count
            ? " \(l("y", "and")) \((count - first.count).grouped(locale)) \(l("más", "more"))" : nil
        let need =
            count == 1
            ? l("Uno requiere tu atención", "One needs you")
            : l(
                "\(count.grouped(locale)) requieren tu atención",
                "\(count.grouped(locale)) need you")
        return
            "\(disks)<p class=\"attention\">\(need): \(names.joined(separator: ", "))\(more).</p>\n"
    }

    /// The machines whose disk is filling up.
    private var disks: HTML? {
        let lines = site.shortRooms.map { room -> HTML in
            let (free, kept) = (
                DiskText.size(room.free, locale), DiskText.size(room.reserve, locale)
            )
            let why =
                room.state == .stuck
                ? l(
                    "no queda ningún cliente que suspender por pasar de su plan: haz sitio o amplía el disco",
                    "no client above its plan is left to suspend: make room or enlarge the disk")
                : l(
                    "se suspende a un cliente que pasa de su plan",
                    "a client above its plan is suspended")
            return """
                <p class="attention">\(l("El disco de", "The disk of")) <code>\(room.host.text)</code> \
                \(l("se llena: quedan libres \(free) y deben quedar \(kept); \(why).", "is filling up: \(free) are free and \(kept) are to stay free; \(why)."))</p>

                """
        }
        return lines.isEmpty ? nil : lines.joined()
    }

    /// The base system on a row of its own.
    func base(into out: inout HTML) {
        guard let base = site.base else { return }
        out += """
            <section class="base" aria-labelledby="base">
            <h2 id="base"><a href="\(PortalPath.client(base.slug.text))">\(Parts.name(base.name))</a> \
            <span class="tag">\(l("tuyo", "yours"))</span></h2>
            <p>\(base.status.badge(l)) \(baseProbe) \(Parts.url(site.url(of: base))) \
            <span class="soft">\(l("sistema protegido en la ranura 0: ningún comando lo borra", "protected in slot 0: no command deletes it"))</span></p>
            </section>

            """
    }

    private var baseProbe: HTML {
        let (line, day) = site.baseProbe
        var parts: [HTML] = []
        if let health = line.health, let day {
            parts.append(
                "<span>\(health.badge(l)) <span class=\"soft\">\(l("comprobado el", "probed on")) \(day.html(locale))</span></span>"
            )
        } else {
            parts.append(
                "<span class=\"soft\">\(l("según el registro, sin comprobar", "by the record, not probed"))</span>"
            )
        }
        let others = Needs(.ready, line).intersection([.failedJob, .drift])
        if !others.isEmpty { parts.append("<b>\(others.words(l))</b>") }
        return parts.joined(separator: " ")
    }
}
