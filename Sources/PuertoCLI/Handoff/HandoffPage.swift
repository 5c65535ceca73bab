import ArgumentParser
import PuertoCore
import PuertoSite
import PuertoStore
import PuertoVault

/// `puerto handoff page SLUG`.
struct HandoffPage: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "page", abstract: "Make a client's sealed onboarding page.",
        discussion: """
            Prints the new passphrase, once and alone, on standard output: send it another way \
            than the page. The page is one file in public/welcome/, whole in itself; one that was \
            handed out before stays as it was sent, but its place in public/ is the new one's. \
            The portal is built.
            """)

    @Argument(help: "Whose.") var slug: String
    @Option(help: ArgumentHelp("Write a copy of the page to this file.", valueName: "file"))
    var out: String?
    @Flag(help: "Five groups of letters and digits instead of eight words.") var code = false
    @Flag(
        help: ArgumentHelp(
            "Read a passphrase of your own instead of having one made.",
            discussion: "From standard input; a person's passphrase is easier to guess."))
    var ownPassphrase = false
    @OptionGroup var options: WorkspaceOptions

    func validate() throws {
        guard !(code && ownPassphrase) else {
            throw ValidationError("--code and --own-passphrase exclude each other")
        }
    }

    func run() throws {
        let slug = try Slug(slug)
        let workspace = try options.open()
        let store = try workspace.currentStore()
        let tenant = try store.tenant(slug)
        let copy = try out.map { try PageCopy(to: $0) }
        let passphrase = try passphrase(tenant.language)
        let vault = try workspace.keys(for: store).vault
        let handoff = try store.issueHandoff(slug, passphrase: kind, by: Workspace.actor) { place in
            try vault.sealed(passphrase.secret, at: place)
        }
        // Before anything else can fail: it is shown this once.
        if !ownPassphrase {
            try FileDescriptorOutput.standard.write(passphrase.secret.reveal() + [0x0A])
        }
        let file = try publish(tenant, workspace, copy)
        Failure.note(
            "the page is \(file), its password has the fingerprint \(handoff.fingerprint); "
                + "send the passphrase another way, and have the password changed by "
                + "\(Day(secondsSince1970: handoff.rotateBy))")
    }
}

extension HandoffPage {
    private var kind: Store.PassphraseKind { ownPassphrase ? .chosen : code ? .code : .words }

    private func passphrase(_ language: Language) throws -> Passphrase {
        guard ownPassphrase else {
            return try Passphrase(
                code ? GeneratedSecret.code() : GeneratedSecret.passphrase(language))
        }
        let passphrase = try Passphrase(SecretInput.passphrase())
        try passphrase.checkStrength()
        return passphrase
    }

    /// Builds the site with the new page; returns where it is.
    private func publish(_ tenant: Tenant, _ workspace: Workspace, _ copy: PageCopy?) throws
        -> String
    {
        let lock = try workspace.lock()
        defer { lock.release() }
        let builder = try workspace.builder { try workspace.currentStore() }
        do {
            for warning in try builder.build(holding: lock).warnings {
                Failure.warn(warning.description)
            }
        } catch {
            Failure.note("the passphrase holds; puerto build makes its page once this is mended")
            throw error
        }
        let page = workspace.path("public/welcome/\(tenant.onboardingToken).html")
        try copy?.write(contentsOf: page)
        return copy?.path ?? page
    }
}
