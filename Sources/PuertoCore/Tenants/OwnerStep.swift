/// The one thing that the owner of the fleet does next.
package enum OwnerStep: Sendable {
    case addClient
    /// No worker runs. The moment of the last one's last sign in words; `nil` when it is not known.
    case startWorker(since: String?, hasEverRun: Bool)
    /// The pages are older than the records, or there are none.
    case build(areThere: Bool)
    case attend(Need)
    case handOver(TenantLine, count: Int)
    /// A client that runs lacks what its handoff takes.
    case prepare(TenantLine, NextStep)
    case provision(TenantLine, count: Int)
    case nothing
}

extension FleetHome {
    /// The step that the records ask for.
    package var step: OwnerStep {
        guard clients > 0 else { return .addClient }
        if let need = needs.first(where: { $0.command != nil }) { return .attend(need) }
        if let first = unserved.first { return .handOver(first, count: unserved.count) }
        if let lacking { return .prepare(lacking.line, lacking.step) }
        if let first = drafts.first { return .provision(first, count: drafts.count) }
        return .nothing
    }
}

extension OwnerStep {
    /// The step as a sentence without a full stop. The client's name stands apart, since a page
    /// isolates it and links it.
    package func sentence(_ locale: RegionalLocale) -> Sentence {
        let l = locale.language
        switch self {
        case .addClient: return Sentence(l("registra el primer cliente", "add the first client"))
        case .startWorker(let since, let hasEverRun):
            return Sentence(OwnerStep.absence(since, hasEverRun, l))
        case .build(true):
            return Sentence(
                l(
                    "las páginas son de antes del último cambio: publícalas otra vez",
                    "the pages are from before the last change: build them again"))
        case .build(false):
            return Sentence(
                l("todavía no hay páginas: publícalas", "there are no pages yet: build them"))
        case .attend(let need):
            return Sentence(
                l("atiende a ", "attend to "), need.tenant, ". \(need.sentence(l))")
        case .handOver(let first, 1):
            return Sentence(
                l("entrega su acceso a ", "give access to "), first,
                l(", que ya funciona", ", which runs"))
        case .handOver(let first, let count):
            let all = count.grouped(locale)
            return Sentence(
                l(
                    "entrega su acceso a \(all) clientes que ya funcionan, primero a ",
                    "give access to \(all) clients that run, first to "), first)
        case .prepare(let client, let step):
            return Sentence(
                l("prepara la entrega de ", "prepare the handoff of "), client,
                ". \(step.sentence(l))")
        case .provision(let first, 1): return Sentence(l("monta ", "provision "), first)
        case .provision(let first, let count):
            let all = count.grouped(locale)
            return Sentence(
                l("monta \(all) borradores, primero ", "provision \(all) drafts, first "), first)
        case .nothing: return Sentence(l("nada que hacer", "nothing to do"))
        }
    }

    /// Says that no worker runs, and what to do.
    private static func absence(_ since: String?, _ hasEverRun: Bool, _ l: Language) -> String {
        let start = l(
            "inícialo para que alguien compruebe la flota", "start one, so that the fleet is probed"
        )
        guard hasEverRun else {
            return l(
                "ningún trabajador ha funcionado todavía: \(start)",
                "no worker has ever run: \(start)")
        }
        guard let since else {
            return l("no funciona ningún trabajador: \(start)", "no worker runs: \(start)")
        }
        return l(
            "ningún trabajador ha funcionado desde el \(since): \(start)",
            "no worker has run since \(since): \(start)")
    }

    /// The command that does it; `nil` when nothing is to be done.
    package func command(_ l: Language) -> String? {
        switch self {
        case .addClient: "puerto tenant add SLUG --name '\(l("NOMBRE", "NAME"))'"
        case .startWorker: "puerto work"
        case .build: "puerto build"
        case .attend(let need): need.command
        case .handOver(let first, _): NextStep.handOver.command(first.slug)
        case .prepare(let client, let step): step.command(client.slug)
        case .provision(let first, _): NextStep.provision.command(first.slug)
        case .nothing: nil
        }
    }

    /// The name of the step in the output of `--json`.
    package var name: String {
        switch self {
        case .addClient: "add_client"
        case .startWorker: "start_worker"
        case .build: "build"
        case .attend: "attend"
        case .handOver: "hand_over"
        case .prepare: "prepare"
        case .provision: "provision"
        case .nothing: "nothing"
        }
    }

    /// A sentence with at most one client's name.
    package struct Sentence: Hashable, Sendable {
        package let before: String
        package let tenant: TenantLine?
        package let after: String

        init(_ before: String, _ tenant: TenantLine? = nil, _ after: String = "") {
            self.before = before
            self.tenant = tenant
            self.after = after
        }

        package var text: String { before + (tenant?.name ?? "") + after }
    }
}
