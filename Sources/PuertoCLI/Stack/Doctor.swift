import ArgumentParser
import PuertoCore
import PuertoJobs
import PuertoSite
import PuertoStore

/// `puerto doctor [SLUG…]`.
struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Compare records, stack files, containers and pages, and say what mends each.",
        discussion: "Changes nothing but what the portal shows as drift. Fails when there is any.")

    @Argument(help: "Whose stacks; everything by default.") var slugs: [String] = []
    @Flag(help: "Leave the pages out.") var skipPages = false
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: WorkspaceOptions

    func run() async throws {
        let run = try JobRun(options)
        let comparison = try await Comparison(run.world)
        let wanted =
            slugs.isEmpty
            ? try run.store.fleet().tenants.filter { $0.kind == .client }.map(\.slug)
            : try slugs.map { try run.store.tenant(Slug($0)).slug }
        var found: [Slug: [Drift]] = [:]
        for slug in wanted {
            // What cannot be compared is a finding of its own, and holds up no other client.
            do { found[slug] = try await comparison.drift(of: slug) } catch let error as PuertoError
            {
                let mend = error.hint ?? "puerto tenant show \(slug)"
                found[slug] = [
                    Drift(.state, subject: slug.text, found: error.message, mend: mend)
                ]
            }
        }
        try run.store.recordDrift(found, at: run.store.clock())
        var views = wanted.flatMap { slug in
            (found[slug] ?? []).map { DriftView(slug.text, $0) }
        }
        if slugs.isEmpty { views += try comparison.strays().map { DriftView("–", $0) } }
        if !skipPages { views += try pageDrift(run).map { DriftView("–", $0) } }
        try output.print(views, columns: DriftView.columns)
        guard views.isEmpty else {
            throw PuertoError(
                .conflict, "\(views.count) things are not as the records say",
                hint: "the last column mends each")
        }
    }

    private func pageDrift(_ run: JobRun) throws -> [Drift] {
        let seen = try run.workspace.builder { [store = run.store] in store }.verify()
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
