import ArgumentParser
import PuertoCore

/// `puerto rotate SLUG… FIELD`.
struct Rotate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate", abstract: "Give PostgreSQL or Redis a new password.",
        discussion: """
            Records the new value next to the old one before the server gets it, and deletes the \
            old one once the server refuses it. The same verb completes an interrupted rotation.
            """)

    @Argument(
        help: ArgumentHelp("The clients, then postgres or redis.", valueName: "slugs-and-field"))
    var words: [String]
    @OptionGroup var choice: ClientChoice
    @OptionGroup var action: ActionOptions

    private var slugs: [String] { words.dropLast() }

    func validate() throws { try choice.check(slugs, action) }

    func run() async throws {
        let word = words.last ?? ""
        guard let field = CredentialField(rawValue: word), field != .app else {
            throw PuertoError(
                .invalid, "only 'postgres' and 'redis' are rotated",
                hint: "the application's own: change it there, then puerto credential set"
            ).spanish(
                "solo se cambian 'postgres' y 'redis'",
                hint: "la de la aplicación se cambia en ella; después, puerto credential set")
        }
        try await action.perform(.rotate, slugs, choice, JobParameters(field: field))
    }
}
