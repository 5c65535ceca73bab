import ArgumentParser
import PuertoCore
import PuertoJobs
import PuertoSite
import PuertoStore
import PuertoVault

/// `puerto handoff page SLUG`.
struct HandoffPage: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "page", abstract: "Make a client's sealed onboarding page.",
        discussion: """
            Prints only the new passphrase, once, on standard output: send it another way than \
            the page. The page is one self-contained file in public/welcome/. It replaces an \
            earlier one there; copies that were sent stay as they are. The portal is built.
            """)

    @Argument(help: "The client.") var slug: String
    @Option(help: ArgumentHelp("Write a copy of the page to this file.", valueName: "file"))
    var out: String?
    @Flag(help: "Use five groups of letters and digits instead of eight words.") var code = false
    @Flag(
        help: ArgumentHelp(
            "Read your own passphrase instead of generating one.",
            discussion: "Read from standard input; a person's own passphrase is easier to guess."))
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
        let store = try workspace.writingStore()
        let tenant = try store.tenant(slug)
        let copy = try out.map { try PageCopy(to: $0) }
        let passphrase = try passphrase(tenant.language)
        let vault = try workspace.keys(for: store).vault
        let handoff = try store.issueHandoff(slug, passphrase: kind, by: Workspace.actor) { place in
            try vault.sealed(passphrase.secret, at: place)
        }
        // Printed before anything else can fail: it is shown only this once.
        if !ownPassphrase {
            try FileDescriptorOutput.standard.write(passphrase.secret.reveal() + [0x0A])
        }
        let file = try workspace.publishHandoff(tenant, copy)
        Failure.note(
            Spoken.say(
                "la página es \(file) y su contraseña tiene la huella \(handoff.fingerprint); manda "
                    + "la frase por otro camino, y que cambien la contraseña antes del "
                    + "\(Day(secondsSince1970: handoff.rotateBy))",
                "the page is \(file), its password has the fingerprint \(handoff.fingerprint); "
                    + "send the passphrase another way, and have the password changed by "
                    + "\(Day(secondsSince1970: handoff.rotateBy))"))
        Next.say(
            "puerto handoff list \(slug)",
            Spoken.say(
                "la página va por correo y la frase por otro camino; aquí consta lo entregado",
                "mail the page and give the passphrase another way; this lists what was given"),
            options)
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
}
