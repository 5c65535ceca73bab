import ArgumentParser
import PuertoCore

/// `puerto rotate SLUG… FIELD`.
struct Rotate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Give PostgreSQL, Redis or the client's login a new password.",
        discussion: """
            Records the new value next to the old one before the server gets it, and deletes the \
            old one once the server refuses it. The same verb completes an interrupted rotation. \
            With 'app' it is the client's login in Windmill, whose sessions end, and a page that \
            hands its password out is sealed again.
            """)

    @Argument(
        help: ArgumentHelp(
            "The clients, then postgres, redis or app.", valueName: "slugs-and-field"))
    var words: [String]
    @OptionGroup var choice: ClientChoice
    @OptionGroup var action: ActionOptions

    private var slugs: [String] { words.dropLast() }

    func validate() throws { try choice.check(slugs, action) }

    func run() async throws {
        let word = words.last ?? ""
        guard let field = CredentialField(rawValue: word) else {
            throw PuertoError(.invalid, "only 'postgres', 'redis' and 'app' are rotated")
                .spanish("solo se cambian 'postgres', 'redis' y 'app'")
        }
        try await action.perform(.rotate, slugs, choice, JobParameters(field: field))
    }
}
