import ArgumentParser
import PuertoCore

/// `puerto rotate SLUG FIELD`.
struct Rotate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate", abstract: "Give PostgreSQL or Redis a new password.",
        discussion: """
            Records the new value next to the old one before the server gets it, and deletes the \
            old one once the server refuses it. The same verb completes an interrupted rotation.
            """)

    @Argument(help: "The client.") var slug: String
    @Argument(help: "postgres or redis.") var field: String
    @OptionGroup var action: ActionOptions

    func run() async throws {
        guard let field = CredentialField(rawValue: field), field != .app else {
            throw PuertoError(
                .invalid, "only 'postgres' and 'redis' are rotated",
                hint: "the application's own: change it there, then puerto credential set")
        }
        try await action.perform(.rotate, slug, JobParameters(field: field))
    }
}
