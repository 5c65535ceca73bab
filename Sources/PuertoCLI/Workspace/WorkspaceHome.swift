import PuertoCore
import PuertoSite
import PuertoStore

/// The lines of the first page, with what the command line sees besides: worker and pages.
struct WorkspaceHome {
    let report: HomeReport
    let worker: WorkerSight
    /// The step of the owner; an absent worker and old pages come before what the records ask for.
    let step: OwnerStep
    let locale: RegionalLocale

    init(of workspace: Workspace, _ language: Language) throws {
        let store = try workspace.readingStore()
        let builder = try workspace.builder(needsLogo: false) { store }
        let locale = workspace.configuration.agency.locale(language)
        self.locale = locale
        report = try builder.home()
        worker = try store.workerSight()
        step = try WorkspaceHome.step(
            report, worker, workspace.isMissingAWorker(store, report.lines),
            moment: { builder.clock.moment($0, locale) })
    }

    private static func step(
        _ report: HomeReport, _ worker: WorkerSight, _ isWorkerMissing: Bool,
        moment: (Int) -> String
    ) -> OwnerStep {
        if report.lines.clients > 0, isWorkerMissing {
            return .startWorker(
                since: worker.seenAt.map(moment), hasEverRun: worker.state != .never)
        }
        // A worker builds by itself.
        guard report.lines.clients > 0, !worker.isRunning else { return report.lines.step }
        switch report.pages {
        case .current: return report.lines.step
        case .old: return .build(areThere: true)
        case .missing: return .build(areThere: false)
        }
    }
}

extension Workspace {
    /// Tells whether something is for a worker to do, and none runs: stacks to probe, or jobs.
    fileprivate func isMissingAWorker(_ store: Store, _ home: FleetHome) throws -> Bool {
        guard try !store.isDemo() else { return false }
        let isProbing = configuration.engine.probeInterval > 0 && home.hasRunning
        let hasWork = try isProbing || !store.jobs(states: [.queued], limit: 1).isEmpty
        return try hasWork && Workspace.absence(store) != nil
    }
}

extension WorkspaceHome {
    /// The three lines, with a line for each client that needs the operator. Commands end with
    /// `place`.
    func text(_ place: String) -> String {
        let (home, l) = (report.lines, locale.language)
        var lines = report.isDemo ? [demo(l)] : []
        lines.append(home.fleet(locale))
        if home.clients > 0 { lines.append(home.probed(report.oldest, locale)) }
        lines += report.rooms.compactMap { $0.warning(locale) }
        // A file or a program gets whole lines.
        let width = TerminalWidth.known ?? .max
        func wrapped(_ lines: [String]) -> [String] { lines.flatMap { $0.wrapped(to: width) } }
        lines = wrapped(lines)
        if home.clients > 0 {
            lines += attention(home, place, TerminalWidth.columns) + wrapped(room)
        }
        lines += wrapped(["\(FleetHome.next(l)) \(step.sentence(locale).text)."])
        if let command = step.command(l) { lines.append("  \(command)\(place)") }
        return lines.joined(separator: "\n") + "\n"
    }

    private func demo(_ l: Language) -> String {
        "\(DemoText.word(l)): \(DemoText.sentence(l))."
    }

    /// The lines of what is left of each machine, or the one that it was not measured.
    private var room: [String] {
        let l = locale.language
        guard !report.rooms.isEmpty else {
            return [
                l("Disco y memoria disponibles: sin medir.", "Disk and memory left: not measured.")
            ]
        }
        return report.rooms.map { room in
            let place = report.rooms.count > 1 ? " (\(room.host.text))" : ""
            let fit = room.memory?.fitText(report.usualPlan, locale).map { ", \($0)" } ?? ""
            let memory =
                room.memory.map { $0.leftText(locale) + fit } ?? l("sin medir", "not measured")
            let disk = room.leftText(locale)
            return l(
                "Disponible\(place): \(disk) de disco; memoria: \(memory).",
                "Left\(place): \(disk) of disk; memory: \(memory).")
        }
    }

    /// The clients that need the operator, each with its command beside it. Where the terminal is
    /// too narrow for that, the command is below, whole, and a long name is cut.
    private func attention(_ home: FleetHome, _ place: String, _ width: Int) -> [String] {
        let rows = home.needs.map { need in
            (
                name: need.tenant.name, why: need.why(locale.language),
                command: need.command.map { $0 + place } ?? ""
            )
        }
        var lines = Table(rows.map { ["  \($0.name): \($0.why)", $0.command] }).text
            .split(separator: "\n").map(String.init)
        if lines.contains(where: { $0.columns > width }) {
            lines = rows.flatMap { row in
                // A file or a program gets whole names.
                let name =
                    TerminalWidth.known == nil
                    ? row.name : row.name.cut(to: max(20, width - row.why.columns - 4))
                return "  \(name): \(row.why)"
                    .wrapped(to: TerminalWidth.known ?? .max, indent: "    ")
                    + (row.command.isEmpty ? [] : ["    \(row.command)"])
            }
        }
        return [home.attention(locale)] + lines + (home.others(locale).map { ["  \($0)"] } ?? [])
    }
}

/// The lines as JSON, whose texts are English.
struct StatusView: Encodable {
    let clients: Int
    /// Those of them whose stacks Puerto did not make.
    let observed: Int
    /// The number of clients in each state that some client has.
    let states: [String: Int]
    /// The clients that need the operator, the worst first; `needing` counts all of them.
    let needs: [NeedView]
    let needing: Int
    let next: StepView
    let worker: String
    let pages: String
    let demo: Bool
    /// The last look at each machine; empty before the first.
    let rooms: [RoomView]

    struct RoomView: Encodable {
        let host: String
        let diskLeftMb: Int
        /// Left out where the memory was not looked at; negative where the limits exceed it.
        let memoryLeftMb: Int?
        let plan: String?
        /// The number of clients of the plan that still fit.
        let fits: Int?

        private enum CodingKeys: String, CodingKey {
            case host, plan, fits
            case diskLeftMb = "disk_left_mb"
            case memoryLeftMb = "memory_left_mb"
        }
    }

    struct NeedView: Encodable {
        let slug: String
        let name: String
        let why: String
        /// Left out while nothing is to be done.
        let command: String?
    }

    struct StepView: Encodable {
        let step: String
        let sentence: String
        let command: String?
    }

    init(_ home: WorkspaceHome) {
        let (lines, l) = (home.report.lines, home.locale.language)
        clients = lines.clients
        observed = lines.observed
        states = Dictionary(lines.byStatus.map { ($0.key.rawValue, $0.value) }) { first, _ in first
        }
        needs = lines.needs.map {
            NeedView(
                slug: $0.tenant.slug.text, name: $0.tenant.name, why: $0.why(l),
                command: $0.command)
        }
        needing = lines.needing
        next = StepView(
            step: home.step.name, sentence: home.step.sentence(home.locale).text,
            command: home.step.command(l))
        worker = home.worker.state.rawValue
        pages = home.report.pages.rawValue
        demo = home.report.isDemo
        let plan = home.report.usualPlan
        rooms = home.report.rooms.map { room in
            RoomView(
                host: room.host.text, diskLeftMb: room.left, memoryLeftMb: room.memory?.left,
                plan: plan?.id, fits: plan.flatMap { room.memory?.fits($0) })
        }
    }
}
