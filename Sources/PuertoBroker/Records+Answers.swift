internal import PuertoCore
internal import PuertoStore
internal import PuertoWire

extension GetRecords: Answered {
    static var access: BrokerAccess { .reader }
    static var writes: Bool { false }

    func answer(in exchange: BrokerExchange) throws -> Answer {
        let fleet = try exchange.store.fleet()
        return Answer(hosts: fleet.hosts, plans: fleet.plans, tenants: fleet.tenants)
    }
}

extension GetTenant: Answered {
    static var access: BrokerAccess { .reader }
    static var writes: Bool { false }

    func answer(in exchange: BrokerExchange) throws -> Answer {
        let fleet = try exchange.store.fleet()
        guard let tenant = fleet.tenants.first(where: { $0.slug == slug }) else {
            // The nearest slug is another client's.
            throw PuertoError(.notFound, "there is no such client")
                .spanish("no existe ese cliente")
        }
        let disk = try exchange.store.diskUse(of: slug)
        return Answer(
            tenant: tenant, host: fleet.hosts.first { $0.name == tenant.host },
            job: try exchange.openJob(of: slug), disk: disk?.use,
            diskLimit: disk?.limit)
    }
}

extension Admit: Answered {
    static var access: BrokerAccess { .owner }
    static var writes: Bool { true }

    func answer(in exchange: BrokerExchange) throws -> QueuedJob {
        var draft = TenantDraft(slug: slug, name: try String.line(name, called: "name"))
        draft.plan = plan
        draft.locale = locale
        draft.contact.name = try contact.name.map { try String.line($0, called: "contact_name") }
        draft.contact.email = try contact.email.map { try String.email($0) }
        draft.host = host
        draft.tags = tags ?? []
        guard let web = exchange.web else {
            throw PuertoError(.notFound, "the portal is not served")
        }
        return QueuedJob(
            try exchange.store.admit(
                draft, recordsOnly: recordsOnly ?? false, language: web.language,
                key: exchange.key(key), by: exchange.session().actor))
    }
}

extension EditTenant: Answered {
    static var access: BrokerAccess { .owner }
    static var writes: Bool { true }

    func answer(in exchange: BrokerExchange) throws -> Answer {
        // The host is chosen at the start: another one is for the operator at the machine.
        guard asked.host == nil else {
            throw PuertoError(
                .invalid, "an edit from the web names a host",
                hint: "puerto tenant edit \(slug) --host HOST, at the machine"
            ).spanish(
                "un cambio desde la web indica una máquina",
                hint: "puerto tenant edit \(slug) --host MÁQUINA, en la máquina misma")
        }
        let done = try exchange.store.editFromWeb(
            slug, asked, was: was ?? AskedFields(), by: exchange.session().actor)
        return Answer(done.settlement.tenant, build: done.build)
    }
}
