import ArgumentParser
import Foundation
import PuertoCore
import PuertoJobs
import PuertoSite
import PuertoStore

/// `puerto doctor [SLUG…]`.
struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Compare records, stack files, containers and pages, and print the fixes.",
        discussion: """
            Logs in with the recorded passwords, and knocks from each client's network at others', \
            which needs the rights of root. Changes nothing without --mend. The portal shows the \
            comparison that puerto probe records. Fails when anything differs.
            """)

    @Argument(help: "The clients; all of them by default.") var slugs: [String] = []
    @Flag(help: "Leave the pages out.") var skipPages = false
    @Flag(help: "Reconcile the clients that differ, after their plan is confirmed.")
    var mend = false
    @Flag(help: "Confirm the plan of --mend without asking.") var yes = false
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: WorkspaceOptions

    func validate() throws {
        guard mend || !yes else { throw ValidationError("--yes goes with --mend") }
    }

    func run() async throws {
        let views = try await findings()
        try output.print(views, columns: DriftView.columns)
        guard !views.isEmpty else { return }
        if mend { return try await DoctorMending(views, options).perform(isConfirmed: yes) }
        throw PuertoError(
            .conflict, "\(views.count) things differ from the records",
            hint: "the last column fixes each")
    }

    private func findings() async throws -> [DriftView] {
        let workspace = try options.open()
        let world = try workspace.previewWorld()
        let store = world.store
        let comparison = try await Comparison(world, isThorough: true, tellsNotices: true)
        let wanted =
            slugs.isEmpty
            ? try store.fleet().tenants.filter { $0.kind == .client }.map(\.slug)
            : try slugs.map { try store.tenant(Slug($0)).slug }
        let found = await comparison.drift(of: wanted)
        let isolation = try await comparison.isolation(of: wanted)
        if !isolation.isMeasured {
            Failure.warn(
                "whether clients reach each other was not measured: only root may enter their "
                    + "networks")
        }
        // Whether the records are the right ones comes before what differs from them.
        var views = try await comparison.identityDrift().map { DriftView(nil, $0) }
        views += wanted.flatMap { slug in
            ((found[slug] ?? []) + (isolation.drift[slug] ?? [])).map { DriftView(slug.text, $0) }
        }
        views += try await comparison.routeDrift(of: wanted).map {
            DriftView($0.slug.text, $0.drift)
        }
        views += try await comparison.firewallDrift().map { DriftView(nil, $0) }
        if slugs.isEmpty { views += try comparison.strays().map { DriftView(nil, $0) } }
        if slugs.isEmpty { views += try historyDrift(workspace).map { DriftView(nil, $0) } }
        if !skipPages {
            views += try pageDrift(workspace, store).map { DriftView(nil, $0) }
        }
        if slugs.isEmpty {
            if let warning = Contents.warning(.present) { Failure.warn(warning) }
            try adviseOnNames(workspace, store)
            let passkeys = try workspace.passkeyAdvice(store)
            let addresses = try workspace.addressAdvice(store)
            for advice in passkeys.useless + passkeys.single + addresses { Failure.warn(advice) }
            let secrets = try store.hookSecrets().map(\.secret)
            for line in HookSecretAdvice.lines(for: secrets, at: store.clock()) {
                Failure.note("advice: \(line)")
            }
        }
        for advice in try [comparison.firewallAdvice(), comparison.listeningAdvice()] {
            if let advice { Failure.note("advice: \(advice)") }
        }
        if slugs.isEmpty {
            for (kind, image) in await comparison.unpinnedImages() {
                Failure.note(
                    "advice: a registry can give a tag to another image; for the one of this "
                        + "machine, under engine, images in puerto.yaml: \(kind.rawValue): \(image)"
                )
            }
        }
        if await comparison.lacksLiveRestore() {
            Failure.note(
                "advice: with \"live-restore\": true in /etc/docker/daemon.json clients keep "
                    + "running while the Docker daemon is restarted or has died")
        }
        return views
    }

    /// Says what the host names risk, and what a browser may lack to resolve them.
    private func adviseOnNames(_ workspace: Workspace, _ store: Store) throws {
        let configuration = workspace.configuration
        if let web = configuration.web {
            do { try store.checkPortalName(web, configuration.url) } catch let error as PuertoError
            {
                Failure.warn(error.description)
            }
        }
        let advice = NameAdvice(configuration: configuration, tenants: try store.fleet().tenants)
        for risk in advice.risks { Failure.note("advice: \(risk)") }
        guard !advice.localNames.isEmpty, !LocalResolver.knowsLocalNames() else { return }
        let hosts = (try? String(contentsOfFile: "/etc/hosts", encoding: .utf8)) ?? ""
        let lines = NameAdvice.lines(for: advice.localNames, in: hosts)
        guard !lines.isEmpty else { return }
        Failure.note(
            "advice: this machine does not resolve names below localhost. Chromium and Firefox do; "
                + "for a browser that does not, add to /etc/hosts:")
        for line in lines { Failure.note(line) }
    }

    private func pageDrift(_ workspace: Workspace, _ store: Store) throws -> [Drift] {
        let seen = try workspace.builder { store }.verify()
        let mends = [
            (seen.missing, "missing"), (seen.different, "not what a build makes"),
            (seen.unclaimed, "claimed by no record"),
        ]
        return mends.compactMap { pages, text in
            pages.first.map { first in
                let more = pages.count > 1 ? " and \(pages.count - 1) more" : ""
                return Drift(
                    .page, subject: "public/\(first)\(more)", found: text, mend: "puerto build")
            }
        }
    }
}
