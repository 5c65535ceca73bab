import ArgumentParser
import PuertoCore
import PuertoJobs
import PuertoStore
import PuertoVault

/// `puerto tenant recover NUMBER`.
struct TenantRecover: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recover", abstract: "Record a client again that only the engine knows.",
        discussion: """
            For a client that was made after the puerto.db that was put back: puerto doctor shows \
            its number. Slug, slot, container names and images are read from its containers, the \
            passwords of PostgreSQL and Redis from stacks/SLUG/secrets once they have opened the \
            servers; those of stopped servers are taken untried. Nothing is started, stopped or written outside of the records. A draft of \
            that slug whose stack was never made is taken over: it keeps its name, contact, plan \
            and dashboards. The application's password was never in a file: record it with puerto \
            credential set.
            """)

    @Argument(help: "The client's number, as puerto doctor shows it.") var number: Int
    @Option(help: "The client's name, as people write it; the slug by default.") var name: String?
    @Option(help: "A plan of puerto.yaml.") var plan: String?
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: WorkspaceOptions

    func run() async throws {
        let workspace = try await options.open().avoidingPortsInUse()
        let store = try workspace.writingStore()
        let world = try workspace.jobWorld(store)
        var found = try await world.recovery(of: number)
        if let name { found.draft.name = try String.line(name, called: "name") }
        found.draft.plan = plan.flatMap { $0.isEmpty ? nil : $0 }
        let done = try store.recover(
            number, found.draft, former: found.former, applied: found.applied,
            isClosed: found.isClosed, language: workspace.configuration.agency.language,
            by: Workspace.actor)
        for field in CredentialField.allCases {
            guard let password = found.passwords[field] else { continue }
            _ = try store.setCredential(
                done.tenant.slug, field, isGenerated: false, by: Workspace.actor
            ) { try world.vault.sealed(password, at: $0) }
        }
        for text in found.left { Failure.warn(text) }
        try TenantRecordView(done.tenant, workspace.configuration).print(output)
        workspace.followPages(store)
    }
}
