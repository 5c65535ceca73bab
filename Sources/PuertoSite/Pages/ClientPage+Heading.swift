internal import Hypertext
internal import PuertoCore

extension ClientPage {
    /// The tenant's name, state and address, since when, and the latest probe.
    func heading(into out: inout HTML) {
        let own: HTML = isBase ? " <span class=\"tag\">\(l("tuyo", "yours"))</span>" : HTML()
        let actions = site.hookAddress(l).map {
            ActionLinks(tenant: tenant, address: $0, l: l).html
        }
        if actions != nil { out += "<div class=\"head\">\n" }
        out += """
            <div class="title"><h1>\(Parts.name(tenant.name))\(own)</h1>
            <p>\(tenant.status.badge(l)) \(byTheRecord)\(since)\(tags)</p>
            \(reason)\(probe)</div>

            """
        if let actions { out += "\(actions)</div>\n" }
        out += """
            <p class="address">\(Parts.url(url))</p>
            \(disagreement)\(attention)
            """
        if isBase { protection(into: &out) }
        strip(into: &out)
        if let bar = UptimeBar(days: operations.days, locale: locale) { out += bar.html }
    }

    private var tags: [HTML] {
        tenant.tags.map { "<span class=\"tag\">\($0)</span> " as HTML }
    }

    /// Says that no probe has confirmed the state yet.
    private var byTheRecord: HTML? {
        guard operations.probe == nil else { return nil }
        let words = l("según el registro, sin comprobar", "by the record, not probed")
        return "<span class=\"soft\">\(words)</span> "
    }

    private var since: HTML? {
        let moment =
            operations.stateSince.map { site.time($0).html(locale) } ?? tenant.since?.html(locale)
        return moment.map { "<span class=\"soft\">\(l("desde", "since")) \($0)</span> " }
    }

    private var reason: HTML? {
        guard let reason = operations.reason, !isToRun else { return nil }
        let words: HTML = reason == DiskText.reason ? "\(diskReason)" : Parts.name(reason)
        return "<p>\(l("Motivo:", "Reason:")) \(words)</p>\n"
    }

    private var isToRun: Bool { tenant.status != .suspended && tenant.status != .archived }

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

    /// The attributes of a line with an age. `what` names what a round of the worker's confirms.
    func seen(_ what: String, sunset: Int? = nil) -> HTML {
        let confirmed: HTML? =
            site.areProbed(tenant.host) ? " data-confirmed=\"\(what)\"" : nil
        return
            " class=\"seen\" data-sunset=\"\(sunset ?? site.sunset)\" data-zone=\"\(site.agency.timeZone)\"\(confirmed)"
    }

    private func found(_ probe: ProbeResult) -> HTML {
        "<span class=\"detail\">\(Parts.name(Detail.cut(probe.detail)))</span>"
    }

    private func protection(into out: inout HTML) {
        out += """
            <div class="callout danger" role="note"><p class="callout-title">\(l("Protegido", "Protected"))</p>
            <p>\(l("Es el sistema base. Ningún comando de Puerto lo borra, lo renombra ni lo mueve de la ranura 0, y la base de datos rechaza el intento.", "This is the base system. No command of Puerto's removes it, renames it or moves it from slot 0, and the database refuses the attempt."))</p></div>

            """
    }

    private func strip(into out: inout HTML) {
        let (ports, containers) = (tenant.ports, tenant.containers)
        out += """
            <ul class="strip">
            <li><span class="soft">\(l("aplicación", "application"))</span><b><code>\(ports.app)</code></b>\
            <div><code data-copy>\(containers.windmill)</code></div></li>
            <li><span class="soft">PostgreSQL</span><b><code>\(ports.postgres)</code></b>\
            <div><code data-copy>\(containers.postgres)</code></div></li>
            <li><span class="soft">Redis</span><b><code>\(ports.redis)</code></b>\
            <div><code data-copy>\(containers.redis)</code></div></li>
            </ul>

            """
    }
}

extension ClientPage {
    /// The sections below that need attention.
    private var attention: HTML? {
        var reasons: [HTML] = []
        if operations.jobs.first?.state == .failed {
            reasons.append(
                "<a href=\"#jobs\">\(l("el último trabajo falló", "the last job has failed"))</a>")
        }
        if !operations.drift.isEmpty {
            let what = operations.drift.counted(locale)
            reasons.append("<a href=\"#drift\">\(what)</a>")
        }
        if let diskWarning { reasons.append("<a href=\"#business\">\(diskWarning)</a>") }
        guard !reasons.isEmpty else { return nil }
        return """
            <p class="attention">\(l("Requiere tu atención:", "It needs you:")) \(reasons.joined(separator: ", "))</p>

            """
    }

    /// A warning that the record and the latest probe contradict each other.
    private var disagreement: HTML? {
        guard let probe = operations.presentProbe, tenant.status.contradicts(probe.health) else {
            return nil
        }
        let command = isBase ? "puerto probe \(tenant.slug)" : "puerto doctor \(tenant.slug)"
        return """
            <div class="callout warning" role="note"><p class="callout-title">\(l("El registro y la comprobación no coinciden", "Record and probe disagree"))</p>
            <p>\(l("El registro dice", "The record says")) \(tenant.status.badge(l)), \
            \(l("y la comprobación encontró", "and the probe found")) \(probe.health.badge(l)).</p>
            \(Parts.code([command], l))</div>

            """
    }
}

extension Tenant.Status {
    /// Tells whether this result of a probe is impossible for a system in this state.
    fileprivate func contradicts(_ health: Health) -> Bool {
        switch self {
        case .ready: health != .healthy
        // A system that is down is recorded as degraded too.
        case .degraded: health == .healthy
        case .draft, .suspended, .archived: health != .down
        case .provisioning: false
        }
    }
}
