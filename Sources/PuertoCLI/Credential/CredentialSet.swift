import ArgumentParser
import PuertoCore
import PuertoJobs
import PuertoStore
import PuertoVault

/// `puerto credential set SLUG FIELD`.
struct CredentialSet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Record the password of a running system.",
        discussion: """
            Reads standard input without its last line break, or asks on a terminal. A sealed \
            page with this password is sealed again. A running PostgreSQL or Redis is asked \
            first, and a value that it does not take is refused.
            """)

    @OptionGroup var target: CredentialTarget
    @Option(help: ArgumentHelp("Read this file instead.", valueName: "file"))
    var fromFile: String?
    @Flag(help: "Record a value that the running server does not take.") var force = false
    @OptionGroup var options: WorkspaceOptions

    func run() async throws {
        let (slug, field) = try target.parsed()
        let workspace = try options.open()
        let store = try workspace.writingStore()
        let tenant = try store.tenant(slug)
        let value = try SecretInput.credential(fromFile: fromFile)
        try await ask(workspace.jobWorld(store), value, tenant, field)
        let vault = try workspace.keys(for: store).vault
        let fact = try store.setCredential(
            slug, field, isGenerated: false, by: Workspace.actor
        ) { try vault.sealed(value, at: $0) }
        try FileDescriptorOutput.standard.write("\(field.rawValue): \(fact.fingerprint)\n")
        workspace.followPages(store)
        if field == .app { try Next.client(slug, store, options) }
    }

    /// Asks the running server. Throws `conflict` when it refuses the value, unless that is forced.
    private func ask(
        _ world: JobWorld, _ value: Secret, _ tenant: Tenant, _ field: CredentialField
    ) async throws {
        let slug = tenant.slug
        switch try await world.trial(of: value.reveal(), slug, field) {
        case .opens: break
        case .untried(let reason, let isExpected):
            if !isExpected {
                Failure.warn(
                    Spoken.say(
                        "no se probó el valor: \(reason)", "the value was not tried: \(reason)"))
            }
        case .refused:
            guard !force else {
                return Failure.warn(
                    Spoken.say(
                        "\(field.rawValue) de '\(slug)' no acepta este valor",
                        "\(field.rawValue) of '\(slug)' does not take this value"))
            }
            guard tenant.kind == .client, !tenant.isObserved else {
                throw PuertoError(
                    .conflict,
                    "the running \(field.rawValue) of '\(slug)' does not take this value",
                    hint: "enter the one that it takes; --force records this one all the same"
                ).spanish(
                    "\(field.rawValue) de '\(slug)', que está en marcha, no acepta este valor",
                    hint: "escribe la que acepta; --force registra esta de todos modos")
            }
            throw PuertoError(
                .conflict, "the running \(field.rawValue) of '\(slug)' does not take this value",
                hint: "puerto rotate \(slug) \(field.rawValue) changes the server's; --force "
                    + "records this one all the same"
            ).spanish(
                "\(field.rawValue) de '\(slug)', que está en marcha, no acepta este valor",
                hint:
                    "puerto rotate \(slug) \(field.rawValue) cambia el del servidor; --force registra este de todos modos"
            )
        }
    }
}
