internal import Hypertext
internal import PuertoCore

extension ClientPage {
    /// The tenant's name, state and address, the next step, and what needs attention.
    func heading(into out: inout HTML) {
        let own: HTML = isBase ? " <span class=\"tag\">\(l("tuyo", "yours"))</span>" : HTML()
        let actions = site.hookAddress(l).map {
            ActionLinks(tenant: tenant, address: $0, l: l, elsewhere: stepAction).html
        }
        if actions != nil { out += "<div class=\"head\">\n" }
        out += """
            <div class="title"><h1>\(Parts.name(tenant.name))\(own)</h1>
            <p>\(tenant.status.badge(l)) \(observed)\(since)\(byTheRecord)\(tags)</p>
            \(reason)<p class="address"><span>\(Parts.url(url))\(toTheNotes)</span></p></div>

            """
        if let actions { out += "\(actions)</div>\n" }
        if let disagreement { out += disagreement }
        next(into: &out)
        if let attention { out += attention }
        if tenant.isObserved { observation(into: &out) }
        if isBase { protection(into: &out) }
    }

    /// The portal is also browsed for the operator's notes, which are in the closed sheet.
    private var toTheNotes: HTML? {
        notes == nil
            ? nil
            : " <a class=\"notes\" href=\"#architecture\">\(l("Notas de arquitectura", "Architecture notes"))</a>"
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

    private var observed: HTML? {
        guard tenant.isObserved else { return nil }
        return "<span class=\"tag\">\(l("solo se observa", "only observed"))</span> "
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

    private func protection(into out: inout HTML) {
        out += """
            <div class="callout danger" role="note"><p class="callout-title">\(l("Protegido", "Protected"))</p>
            <p>\(l("Es el sistema base. Ningún comando de Puerto lo borra, lo renombra ni lo mueve de la ranura 0, y la base de datos rechaza el intento.", "This is the base system. No command of Puerto's removes it, renames it or moves it from slot 0, and the database refuses the attempt."))</p></div>

            """
    }
}

extension ClientPage {
    /// The sections below that need attention.
    private var attention: HTML? {
        var reasons: [HTML] = []
        // The next step of a client says it already.
        if isBase, operations.jobs.first?.state == .failed {
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
            \(shell([command]))</div>

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
