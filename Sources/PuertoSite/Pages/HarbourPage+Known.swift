internal import Hypertext
internal import PuertoCore

// The parts that come from probes, jobs and drift.
extension HarbourPage {
    /// The place in which the script says when the worker has last looked. Without a script it
    /// says what does. A demo has no worker to speak of.
    var worker: HTML? {
        guard !site.isDemo else { return nil }
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

    /// The machines whose disk is filling up.
    var disks: HTML? {
        let warnings = site.diskRooms.compactMap { $0.warning(locale) }
        let lines = warnings.map { "<p class=\"attention\">\($0)</p>\n" as HTML }
        return lines.isEmpty ? nil : lines.joined()
    }

    /// Says that no client can be added any more.
    var fullness: HTML? {
        guard site.slotsLeft == 0 else { return nil }
        return
            "<p class=\"attention\">\(l("No queda ninguna ranura libre: para otro cliente hace falta otra máquina.", "No slot is left: another client needs another host."))</p>\n"
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
