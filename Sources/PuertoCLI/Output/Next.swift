import PuertoCore
import PuertoStore

/// The last line of a verb: the command that usually follows, on stderr, so that output that
/// scripts read stays as it is.
enum Next {
    /// Prints a command, which runs from the same folder, and what it is for.
    static func say(_ command: String, _ why: String, _ options: WorkspaceOptions) {
        let place = place(options)
        Failure.note("\(Spoken.say("sigue", "next")): \(command)\(place) (\(Next.inside(why)))")
    }

    /// The end of a printed command, with which it runs from the same folder.
    static func place(_ options: WorkspaceOptions) -> String {
        options.workspace.map { " --workspace \($0.shellWord)" } ?? ""
    }

    /// A sentence as it stands within another: it begins in lower case, except with the name.
    static func inside(_ sentence: String) -> String {
        guard !sentence.hasPrefix("Puerto ") else { return sentence }
        return sentence.prefix(1).lowercased() + sentence.dropFirst()
    }

    /// Prints the command for the first client of a new workspace.
    static func client(of answers: InitAnswers, in dir: String) {
        var options = WorkspaceOptions()
        options.workspace = dir == "." ? nil : dir
        say(
            Spoken.say(
                "puerto tenant add mi-cliente --name 'Mi cliente' --plan basic "
                    + "--contact-email ana@cliente.example",
                "puerto tenant add my-client --name 'My client' --plan basic "
                    + "--contact-email ana@client.example"),
            Spoken.say(
                "el primer cliente, con sus propios datos; los precios están en puerto.yaml",
                "the first client, with its own data; the prices are in puerto.yaml"), options)
    }

    /// Prints the command that follows a change of one client; none where nothing is to be done, and
    /// for a client of another machine.
    static func client(_ slug: Slug, _ store: Store, _ options: WorkspaceOptions) throws {
        let fleet = try store.records(historyLimit: 0).fleet
        guard let tenant = fleet.tenants.first(where: { $0.slug == slug }), tenant.kind == .client,
            tenant.host == fleet.hosts.first?.name
        else { return }
        let step = NextStep(facts(tenant, fleet))
        let job = fleet.operations[slug]?.jobs.first?.shortID
        switch step {
        case .wait:
            if let job { say("puerto job show \(job)", step.sentence(Spoken.language), options) }
        case .provision, .retry, .makeRoom, .restart, .reconcile, .giveContact, .recordPassword,
            .handOver, .resume, .bringBack, .look:
            guard let command = step.command(slug, job: job) else { return }
            say(command, step.sentence(Spoken.language), options)
        case .elsewhere, .nothing: break
        }
    }

    /// Prints the command that follows a change of many clients: to set them up, or else the first
    /// handoff.
    static func fleet(_ store: Store, _ options: WorkspaceOptions) throws {
        let fleet = try store.records(historyLimit: 0).fleet
        let here = Set(fleet.tenants.filter { $0.host == fleet.hosts.first?.name }.map(\.slug))
        let due = try store.toProvision().wanted.filter(here.contains)
        guard due.isEmpty else {
            let count = due.count
            return say(
                "puerto provision --all",
                Spoken.say(
                    count == 1 ? "1 cliente sin montar" : "\(count) clientes sin montar",
                    count == 1 ? "1 client is not set up" : "\(count) clients are not set up"),
                options)
        }
        let first = fleet.tenants.first {
            here.contains($0.slug) && $0.kind == .client
                && NextStep(facts($0, fleet)).isAboutHandingOver
        }
        if let first { try client(first.slug, store, options) }
    }

    private static func facts(_ tenant: Tenant, _ fleet: Fleet) -> NextStep.Facts {
        NextStep.Facts(
            TenantLine(tenant), fleet.operations[tenant.slug] ?? Operations(),
            HandoffFacts(tenant, fleet.custody[tenant.slug] ?? Custody()),
            here: fleet.hosts.first?.name,
            diskLimit: fleet.plans.first { $0.id == tenant.plan }?.limits.diskGB)
    }
}
