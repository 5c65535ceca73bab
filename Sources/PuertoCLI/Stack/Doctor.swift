import ArgumentParser
import Foundation
import PuertoCore
import PuertoJobs
import PuertoSite
import PuertoStore

/// `puerto doctor [SLUG…]`, or of a selection.
struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Compare records, stack files, containers and pages, and print the fixes.",
        discussion: """
            Logs in with the recorded passwords, and knocks from each client's network at others', \
            which needs the rights of root. Changes nothing without --mend. The portal shows the \
            comparison that puerto probe records. Exits with 0 when everything was looked at and \
            is fine, with 1 when anything differs or the comparison fails, with 3 when nothing \
            differs and something could not be looked at.
            """)

    @Argument(help: "The clients; all of them by default.") var slugs: [String] = []
    @OptionGroup var selected: SelectionOptions
    @Flag(help: "Leave the pages out.") var skipPages = false
    @Flag(help: "Reconcile the clients that differ, after their plan is confirmed.")
    var mend = false
    @Flag(help: "Confirm the plan of --mend without asking.") var yes = false
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: WorkspaceOptions

    func validate() throws {
        guard mend || !yes else { throw ValidationError("--yes goes with --mend") }
        try selected.check(besides: slugs)
    }

    func run() async throws {
        let views = try await findings()
        try show(views)
        let (different, unseen) = (views.count(.differs), views.count(.notLookedAt))
        let left = DoctorWords.left(unseen)
        if mend, different > 0 {
            try await DoctorMending(views, options).perform(isConfirmed: yes)
        } else if different > 0 {
            throw DoctorWords.differ(different, unseen)
        }
        guard unseen == 0 else {
            throw Incomplete(
                text: left
                    + Spoken.say(
                        " (la última columna dice cómo)", " (the last column says how to look)"))
        }
    }

    /// Tells whether the whole workspace is compared, and not some clients alone.
    var isOfAll: Bool { slugs.isEmpty && !selected.isGiven }

    private func show(_ views: [DriftView]) throws {
        guard !output.json else { return try output.printJSON(views) }
        let findings = views.filter { $0.drift != nil }
        if !findings.isEmpty { try output.print(findings, columns: DriftView.columns) }
        try FileDescriptorOutput.standard.write(views.fineText + "\n")
    }

    private func findings() async throws -> [DriftView] {
        let workspace = try options.open()
        guard try !workspace.isDemo else { return try demoFindings(workspace) }
        let world = try workspace.previewWorld()
        let store = world.store
        let comparison = try await Comparison(world, isThorough: true, tellsNotices: true)
        let wanted =
            selected.isGiven
            ? try store.select(selected.selection()).map(\.slug)
            : isOfAll
                ? try store.fleet().tenants.filter { $0.kind == .client }.map(\.slug)
                : try slugs.map { try store.tenant(Slug($0)).slug }
        let found = await comparison.drift(of: wanted)
        let isolation = try await comparison.isolation(of: wanted)
        let firewall = try await comparison.firewallLook()
        let routes = try await comparison.routeDrift(of: wanted)
        // Whether the records are the right ones comes before what differs from them.
        var views: [DriftView] = .part("workspace", try await comparison.identityDrift())
        for slug in wanted {
            let drift =
                (found[slug] ?? []) + (isolation.drift[slug] ?? [])
                + routes.filter { $0.slug == slug }.map(\.drift)
            views +=
                drift.isEmpty
                ? [DriftView(fineClient: slug)] : drift.map { DriftView(slug.text, $0) }
        }
        if let unseen = isolation.unseen { views.append(view(unseen)) }
        views +=
            firewall.unseen.map { [view($0)] + firewall.drift.map { DriftView(nil, $0) } }
            ?? .part("firewall", firewall.drift)
        if isOfAll { views += .part("strays", try comparison.strays()) }
        if isOfAll { views += .part("queue", try queueDrift(workspace.readingStore())) }
        if isOfAll { views += .part("history", try historyDrift(workspace)) }
        if !skipPages { views += try pageViews(workspace, store) }
        if isOfAll {
            if let warning = Contents.warning(.present) { Failure.warn(warning) }
            try adviseOnNames(workspace, store)
            adviseOnLicence(workspace.configuration.engine)
            Failure.warn(workspace.configuration.remarks)
            let passkeys = try workspace.passkeyAdvice(store)
            let addresses = try workspace.addressAdvice(store)
            for advice in passkeys.useless + passkeys.single + addresses { Failure.warn(advice) }
            let secrets = try store.hookSecrets().map(\.secret)
            for line in HookSecretAdvice.lines(for: secrets, at: store.clock()) {
                Failure.note("\(DoctorWords.advice): \(line)")
            }
        }
        try workspace.noteUnwatched(
            workspace.readingStore(), among: wanted.map { try store.tenant($0) })
        for advice in try [comparison.firewallAdvice(), comparison.listeningAdvice()] {
            guard let advice else { continue }
            Failure.note("\(DoctorWords.advice): \(FindingText.words(advice, Spoken.language))")
        }
        if isOfAll {
            for (kind, image) in await comparison.unpinnedImages() {
                Failure.note(
                    "\(DoctorWords.advice): "
                        + Spoken.say(
                            "un registro de imágenes puede dar la etiqueta a otra imagen; para la de "
                                + "esta máquina, en engine, images de puerto.yaml: ",
                            "a registry can give a tag to another image; for the one of this "
                                + "machine, under engine, images in puerto.yaml: ")
                        + "\(kind.rawValue): \(image)")
            }
        }
        if await comparison.lacksLiveRestore() {
            Failure.note(
                "\(DoctorWords.advice): "
                    + Spoken.say(
                        "con \"live-restore\": true en /etc/docker/daemon.json los clientes siguen "
                            + "en marcha mientras el servicio de Docker se reinicia o ha caído",
                        "with \"live-restore\": true in /etc/docker/daemon.json clients keep "
                            + "running while the Docker daemon is restarted or has died"))
        }
        return views
    }

    /// Finds jobs that wait while nobody works on them, in the records as they are now: those that
    /// were read before the comparison are minutes old.
    private func queueDrift(_ store: Store) throws -> [Drift] {
        let now = store.clock()
        let waiting = try store.jobs(states: [.queued], limit: 1000).filter { $0.isDue(at: now) }
        guard !waiting.isEmpty, let absence = try Workspace.absence(store, .en) else { return [] }
        let since = Timestamp.text(waiting.map(\.createdAt).min() ?? now)
        let jobs = waiting.count == 1 ? "1 job waits" : "\(waiting.count) jobs wait"
        return [
            Drift(
                .state, subject: "queue", found: "\(jobs) since \(since): \(absence)",
                mend: "puerto work")
        ]
    }

    /// Says what the host names risk, and what a browser may lack to resolve them.
    private func adviseOnNames(_ workspace: Workspace, _ store: Store) throws {
        let configuration = workspace.configuration
        if let web = configuration.web {
            do { try store.checkPortalName(web, configuration.url) } catch let error as PuertoError
            {
                Failure.warn(error)
            }
        }
        let advice = NameAdvice(configuration: configuration, tenants: try store.fleet().tenants)
        for risk in advice.risks { Failure.note("\(DoctorWords.advice): \(risk)") }
        guard !advice.localNames.isEmpty, !LocalResolver.knowsLocalNames() else { return }
        let hosts = (try? String(contentsOfFile: "/etc/hosts", encoding: .utf8)) ?? ""
        let lines = NameAdvice.lines(for: advice.localNames, in: hosts)
        guard !lines.isEmpty else { return }
        Failure.note(
            "\(DoctorWords.advice): "
                + Spoken.say(
                    "esta máquina no resuelve los nombres de localhost. Chromium y Firefox sí; para un "
                        + "navegador que no, añade a /etc/hosts:",
                    "this machine does not resolve names below localhost. Chromium and Firefox do; "
                        + "for a browser that does not, add to /etc/hosts:"))
        for line in lines { Failure.note(line) }
    }
}
