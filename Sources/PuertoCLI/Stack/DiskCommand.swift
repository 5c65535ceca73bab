import ArgumentParser
import PuertoCore
import PuertoJobs
import PuertoStore

/// `puerto disk`.
struct DiskCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disk",
        abstract: "Show what each client takes of the disk, against its plan.",
        discussion: """
            Volumes, and what containers have written beside them, as the worker measured them last \
            (engine.disk_interval_s in puerto.yaml). From 80 % of the plan's disk_gb the portal \
            warns. From 100 % the client is neither provisioned, resumed, restarted nor upgraded. \
            While less than engine.disk_reserve_gb is free, the worker suspends the client that is \
            furthest above its plan.
            """)

    @Flag(help: "Ask the engine now, and record the sizes.") var measure = false
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: WorkspaceOptions

    func run() async throws {
        let workspace = try options.open()
        if measure {
            let run = try JobRun(options)
            let outcome = try await run.world.measureDisk(by: ProcessIdentity.own.text)
            if let slug = outcome.suspension?.tenant {
                Failure.warn(
                    Spoken.say(
                        "'\(slug)' se va a suspender: lo hace un trabajador",
                        "'\(slug)' is to be suspended: a worker does it"))
            }
            if outcome.hasChanged { _ = try await run.world.rebuild() }
        }
        let store = try workspace.readingStore()
        let (fleet, now) = (try store.fleet(), SystemClock.now())
        let uses = try store.diskUses()
        let rows = fleet.tenants.filter { $0.kind == .client }.map { tenant in
            DiskRow(
                slug: tenant.slug, use: uses[tenant.slug],
                limit: fleet.plans.first { $0.id == tenant.plan }?.limits.diskGB, now: now)
        }
        let locale = workspace.configuration.agency.locale(Spoken.language)
        try output.print(rows, columns: DiskRow.columns(locale))
        guard !output.json else { return }
        try FileDescriptorOutput.standard.write(
            store.diskRooms().map { DiskRow.line($0, locale) }.joined())
    }
}

/// A client of `puerto disk`.
struct DiskRow: JSONView {
    let slug: Slug
    /// `nil` when it was never measured.
    let use: DiskUse?
    /// The `disk_gb` of its plan.
    let limit: Int?
    let now: Int

    var json: JSONObject {
        var json = JSONObject()
        json.add("tenant", slug.text)
        guard let use else { return json }
        DiskView(use, limit: limit).add(to: &json)
        json.add("is_current", use.freshness(now: now) == .fresh)
        return json
    }

    static func columns(_ locale: RegionalLocale) -> [Column<DiskRow>] {
        let l = locale.language
        return [
            Column("CLIENT") { $0.slug.text },
            Column("DISK") { row in
                row.use.map { DiskText.share($0.total, of: row.limit, locale) }
                    ?? l("sin medir", "not measured")
            },
            Column("VOLUMES") { $0.use.map { DiskText.size($0.volumes, locale) } ?? "–" },
            Column("CONTAINERS") { $0.use.map { DiskText.size($0.layers, locale) } ?? "–" },
            Column("STATE") { row in
                guard let use = row.use else { return "–" }
                return use.state(limit: row.limit)?.word(l) ?? l("sin límite", "no limit")
            },
            Column("MEASURED") { row in
                guard let use = row.use else { return l("nunca", "never") }
                let time = Timestamp.text(use.at)
                return use.freshness(now: row.now) == .fresh
                    ? time : "\(time) (\(l("demasiado antiguo", "too old")))"
            },
        ]
    }

    /// The free space of a host on one line.
    static func line(_ room: DiskRoom, _ locale: RegionalLocale) -> String {
        let l = locale.language
        let (free, reserve) = (
            DiskText.size(room.free, locale), DiskText.size(room.reserve, locale)
        )
        let figures = l(
            "\(free) libres, \(reserve) deben quedar libres",
            "\(free) free, \(reserve) are to stay free")
        let end =
            switch room.state {
            case .enough: ""
            case .short:
                l(
                    "; se suspende un cliente que excede su plan",
                    "; a client above its plan is suspended")
            case .stuck:
                l(
                    "; no queda ningún cliente por suspender que exceda su plan",
                    "; no client above its plan is left to suspend")
            }
        return "\(room.host): \(figures)\(end) (\(Timestamp.text(room.at)))\n"
    }
}
