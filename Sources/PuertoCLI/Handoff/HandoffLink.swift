import ArgumentParser
import PuertoCore
import PuertoJobs
import PuertoStore
import PuertoVault

/// `puerto handoff link SLUG`.
struct HandoffLink: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link", abstract: "Make a link that shows a password once.",
        discussion: """
            Prints the link once, on standard output, and its passphrase, if any, on a second \
            line: send that another way. The portal keeps the password sealed; the key is only \
            in the link. A mail scanner that opens links and clicks uses it up: a passphrase \
            prevents that.
            """)

    @Argument(help: "The client.") var slug: String
    @Option(help: "Which password: app, postgres or redis.") var field = "app"
    @Flag(help: "Protect the link with a generated passphrase.") var passphrase = false
    @Option(help: ArgumentHelp("How long it can be opened, from 60s to 31d.", valueName: "time"))
    var expires = Lifetime(seconds: LinkOffer.usualLifetime)
    @Option(help: "How often it can be opened, from 1 to 10.") var views = 1
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let slug = try Slug(slug)
        let offer = try LinkOffer(
            field: try CredentialField(field), hasPassphrase: passphrase, lifetime: expires.seconds,
            views: views)
        let workspace = try options.open()
        let store = try workspace.writingStore()
        let maker = LinkMaker(
            store: store, vault: try workspace.keys(for: store).vault,
            url: workspace.address(of:))
        let link = try maker.make(slug, offer, by: Workspace.actor)
        let receipt = try store.addLink(slug, offer, link.sealed, by: Workspace.actor)
        let lines = [link.address, link.passphrase].compactMap { $0?.reveal() }
        try FileDescriptorOutput.standard.write(Array(lines.joined(separator: [0x0A])) + [0x0A])
        Failure.note(
            Spoken.say(
                "se abre \(views == 1 ? "una vez" : "\(views) veces") hasta "
                    + "\(Timestamp.text(receipt.expiresAt)); su recibo es \(receipt.id.prefix(8))",
                "it opens \(views == 1 ? "once" : "\(views) times") until "
                    + "\(Timestamp.text(receipt.expiresAt)); its receipt is "
                    + "\(receipt.id.prefix(8))"))
    }
}
