import ArgumentParser
import PuertoCore
import PuertoJobs
import PuertoStore
import PuertoVault

/// `puerto credential generate SLUG FIELD`.
struct CredentialGenerate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate", abstract: "Record a new random value.",
        discussion: """
            Only the record changes: a running system keeps its password until an operator \
            changes it there. For a running PostgreSQL or Redis it is refused, since puerto \
            rotate changes both, and puerto credential adopt or set records a value that the \
            record lacks.
            """)

    @OptionGroup var target: CredentialTarget
    @Flag(help: "Record a value that the running server does not take.") var force = false
    @OptionGroup var options: WorkspaceOptions

    func run() async throws {
        let (slug, field) = try target.parsed()
        let workspace = try options.open()
        let store = try workspace.writingStore()
        try store.tenant(slug).checkMade()
        let world = try workspace.jobWorld(store)
        if !force, try await world.isRunning(slug, field) {
            let known = try world.wayToRecord(slug, field)
            let way = known.map { "\($0) records its value" }
            let spanishWay = known.map { "\($0) registra su valor" }
            throw PuertoError(
                .conflict, "\(field.rawValue) of '\(slug)' runs, and would not take a new value",
                hint: "\(way ?? "puerto rotate \(slug) \(field.rawValue) changes both"); --force "
                    + "only records"
            ).spanish(
                "\(field.rawValue) de '\(slug)' está en marcha y no aceptaría un valor nuevo",
                hint:
                    "\(spanishWay ?? "puerto rotate \(slug) \(field.rawValue) cambia los dos"); --force solo lo registra"
            )
        }
        let vault = try workspace.keys(for: store).vault
        let fact = try store.setCredential(
            slug, field, isGenerated: true, by: Workspace.actor
        ) { try vault.sealed(GeneratedSecret.password(for: field), at: $0) }
        try FileDescriptorOutput.standard.write("\(field.rawValue): \(fact.fingerprint)\n")
        workspace.followPages(store)
    }
}
