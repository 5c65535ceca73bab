internal import Hypertext
internal import PuertoCore

extension ClientPage {
    /// The one next step of a client: a sentence, and a button, or a command without a hook.
    func next(into out: inout HTML) {
        guard !isBase else { return }
        out += """
            <div id="next" class="next-step">
            <p>\(step.sentence(l)).\(toTheJob)</p>
            \(failure)\(button)</div>

            """
    }

    /// The step, from the same facts as on the first page and the command line.
    var step: NextStep {
        NextStep(
            NextStep.Facts(
                TenantLine(tenant), operations, HandoffFacts(tenant, custody),
                here: site.here, diskLimit: site.plan(of: tenant)?.limits.diskGB))
    }

    /// The action that the step's button asks for.
    var stepAction: Action? {
        guard !isBase else { return nil }
        switch step {
        case .provision: return .provision
        case .restart: return .restart
        case .reconcile: return .reconcile
        case .resume, .bringBack: return .resume
        case .retry(let action):
            // The page of such a job asks for a new plan instead of repeating an old one.
            return action.needsPlan && action.wants.contains(tenant.status) ? action : nil
        case .wait, .makeRoom, .giveContact, .recordPassword, .handOver, .elsewhere, .look,
            .nothing:
            return nil
        }
    }
}

extension ClientPage {
    private var toTheJob: HTML? {
        switch step {
        case .wait, .retry: " <a href=\"#jobs\">\(l("Ver el trabajo", "See the job"))</a>"
        case .provision, .makeRoom, .restart, .reconcile, .giveContact, .recordPassword,
            .handOver, .resume, .bringBack, .elsewhere, .look, .nothing:
            nil
        }
    }

    /// The step in which the last job failed, and the first line of its error.
    private var failure: HTML? {
        guard case .retry = step, let job = operations.jobs.first else { return nil }
        let place: HTML? = job.steps.first { $0.state == .failed }.map {
            "\(l("En el paso «", "In the step “"))\(Parts.name($0.word(l)))\(l("»", "”")): "
        }
        let line = job.error(l)?.split(separator: "\n").first.map { Detail.cut(String($0)) }
        guard place != nil || line != nil else { return nil }
        let words: HTML =
            line.map { Parts.name($0) } ?? "\(l("sin más detalle", "without more detail"))"
        return "<p class=\"error\">\(place)\(words)</p>\n"
    }

    private var button: HTML? {
        guard !step.isTyped, let address = site.hookAddress(l) else { return typed }
        guard let words = step.request(l) else { return nil }
        // It stays on the page, so it also works while the hook does not answer.
        if step == .handOver {
            return "<p><a class=\"button primary\" href=\"#handoff\">\(words)</a></p>\n"
        }
        let links = ActionLinks(tenant: tenant, address: address, l: l)
        if let stepAction { return links.primary(stepAction, words) }
        return page(of: step).map { links.primary(to: address($0), words, command: command) }
    }

    /// The hook's page for a step that is no action.
    private func page(of step: NextStep) -> String? {
        switch step {
        case .retry: operations.jobs.first.map { "/jobs/\($0.id)" }
        case .makeRoom, .giveContact: "/tenants/\(tenant.slug.text)/edit"
        case .provision, .wait, .restart, .reconcile, .recordPassword, .handOver, .resume,
            .bringBack, .elsewhere, .look, .nothing:
            nil
        }
    }

    /// The step's command.
    var command: String? {
        step.command(tenant.slug, job: operations.jobs.first?.shortID)
    }

    private var typed: HTML? {
        command.map { "<p class=\"mend\"><code data-copy>\($0)</code></p>\n" }
    }
}
