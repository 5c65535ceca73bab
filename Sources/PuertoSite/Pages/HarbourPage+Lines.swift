internal import Hypertext
internal import PuertoCore

// The lines that `puerto status` prints too: the fleet, what needs the operator, the next step.
extension HarbourPage {
    func lines(into out: inout HTML) {
        let (home, oldest) = site.home
        let probed: HTML? =
            home.clients > 0
            ? " <span class=\"soft\">\(home.probed(oldest, locale))\(worker)</span>" : nil
        out += """
            <p class="lead">\(home.fleet(locale))\(probed)</p>
            \(disks)\(fullness)\(needs(home))\(next(home))
            """
    }

    private func needs(_ home: FleetHome) -> HTML? {
        guard home.clients > 0 else { return nil }
        guard home.needing > 0 else {
            return "<p class=\"calm\">\(home.attention(locale))</p>\n"
        }
        let items = home.needs.map { need -> HTML in
            """
            <li><span>\(link(need.tenant)): \(need.why(l))</span> \(verb(need))</li>

            """
        }
        let more: HTML? = home.others(locale).map { "<li class=\"soft\">\($0)</li>\n" }
        return """
            <div class="attention needs"><p>\(home.attention(locale))</p>
            <ul>
            \(items)\(more)</ul></div>

            """
    }

    /// The step; the script puts the worker's absence in its place.
    private func next(_ home: FleetHome) -> HTML {
        let step = home.step
        let sentence = step.sentence(locale)
        let named: HTML? = sentence.tenant.map(link)
        return """
            <p class="next-step"\(absence(home))><b>\(FleetHome.next(l))</b> \
            <span class="step">\(sentence.before)\(named)\(sentence.after).</span> \(verb(step))</p>

            """
    }

    /// The script's words where no worker runs, with `{}` for the moment.
    private func absence(_ home: FleetHome) -> HTML? {
        guard home.hasRunning, site.hasRounds else { return nil }
        let gone = OwnerStep.startWorker(since: "{}", hasEverRun: true).sentence(locale).text
        let never = OwnerStep.startWorker(since: nil, hasEverRun: false).sentence(locale).text
        return " data-gone=\"\(gone).\" data-never=\"\(never).\""
    }

    private func link(_ tenant: TenantLine) -> HTML {
        "<a href=\"\(PortalPath.client(tenant.slug.text))\">\(Parts.name(tenant.name))</a>"
    }
}

// The verb of a line, as a button.
extension HarbourPage {
    private func verb(_ need: Need) -> HTML? {
        button(need.step, need.tenant, command: need.command)
    }

    private func verb(_ step: OwnerStep) -> HTML? {
        switch step {
        case .attend(let need): verb(need)
        case .handOver(let first, _):
            button(.handOver, first, command: NextStep.handOver.command(first.slug))
        case .prepare(let client, let next):
            button(next, client, command: next.command(client.slug))
        case .provision(let first, _):
            button(.provision, first, command: NextStep.provision.command(first.slug))
        // The button for a new client is beside the title where there is a hook.
        case .addClient: step.command(l).map { "<code>\($0)</code>" }
        case .startWorker, .build, .nothing: nil
        }
    }

    private func button(_ step: NextStep, _ tenant: TenantLine, command: String?) -> HTML? {
        guard let word = step.request(l), let command else { return nil }
        let slug = tenant.slug.text
        if let address = site.hookAddress(l), let action = step.action {
            let href = address("/tenants/\(slug)/actions/\(action.rawValue)")
            return """
                <span class="actions"><a class="button" href="\(href)" data-command="\(command)" \
                aria-label="\(word): \(tenant.name)">\(word)</a></span>
                """
        }
        let href = PortalPath.client(slug)
        return
            "<a class=\"button\" href=\"\(href)\" aria-label=\"\(word): \(tenant.name)\">\(word)</a>"
    }
}

extension NextStep {
    /// The action whose page confirms the step; `nil` where the client's page has what it takes.
    fileprivate var action: Action? {
        switch self {
        case .provision: .provision
        case .restart: .restart
        case .reconcile: .reconcile
        case .resume, .bringBack: .resume
        // A repetition needs the parameters of the job that has failed.
        case .retry, .makeRoom, .giveContact, .recordPassword, .handOver, .wait, .elsewhere,
            .look, .nothing:
            nil
        }
    }
}
