internal import Hypertext
internal import PuertoCore

extension ClientPage {
    /// The last day in words, the latest probe, and the bar of thirty days.
    func health(into out: inout HTML) {
        section("health", l("Salud", "Health"), into: &out) { out in
            if let pause {
                out += "<p>\(pause)</p>\n"
            } else if let recent = RecentProbes(days: operations.days, locale: locale) {
                out += recent.html
            } else if operations.probe == nil {
                out +=
                    "<p class=\"empty\">\(l("Nadie lo ha comprobado todavía.", "It was never probed."))</p>\n"
            }
            if let probe { out += probe }
            if let bar = UptimeBar(days: operations.days, locale: locale) { out += bar.html }
        }
    }

    /// Why there is nothing to count; `nil` for a system that is to run.
    private var pause: String? {
        switch tenant.status {
        case .ready, .degraded: nil
        case .draft, .provisioning:
            l("Se comprobará cuando esté listo.", "It is probed once it is ready.")
        case .suspended:
            l(
                "Está suspendido: este tiempo no cuenta como caída ni como servicio.",
                "It is suspended: this time counts as neither down nor up.")
        case .archived:
            l(
                "Está archivado: este tiempo no cuenta como caída ni como servicio.",
                "It is archived: this time counts as neither down nor up.")
        }
    }

    private var probe: HTML? {
        guard let probe = operations.probe else { return nil }
        let isPresent = operations.presentProbe != nil
        let before: HTML? =
            isPresent
            ? nil
            : "<span class=\"soft\">\(l("Antes de eso, la última comprobación:", "Before that, the last probe:"))</span> "
        let detail: HTML? = probe.detail.isEmpty ? nil : " \(found(probe))"
        return """
            <p\(isPresent ? seen("probe") : nil)>\(before)\(probe.health.badge(l)) <span class="soft">\(l("comprobado el", "probed on")) \
            \(site.time(probe.at).html(locale)), \(probe.milliseconds.grouped(locale))\u{A0}ms</span>\(detail)</p>

            """
    }

    private func found(_ probe: ProbeResult) -> HTML {
        "<span class=\"detail\">\(Parts.name(Detail.cut(FindingText.words(probe.detail, l))))</span>"
    }

    /// The attributes of a line with an age. `what` names what a round of the worker's confirms.
    /// A demo has none: it does not grow old.
    func seen(_ what: String, sunset: Int? = nil) -> HTML? {
        guard !site.isDemo else { return nil }
        let confirmed: HTML? =
            site.areProbed(tenant.host) ? " data-confirmed=\"\(what)\"" : nil
        return
            " class=\"seen\" data-sunset=\"\(sunset ?? site.sunset)\" data-zone=\"\(site.agency.timeZone)\"\(confirmed)"
    }
}
