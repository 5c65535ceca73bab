import ArgumentParser
import PuertoCore

/// `puerto rotate SLUG FIELD`.
struct Rotate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate", abstract: "Give PostgreSQL or Redis a new password.",
        discussion: """
            The new value is recorded beside the old one before the server hears of it, and the \
            old one is forgotten when the server was seen to refuse it. What is interrupted is \
            ended by the same verb. FIELD is postgres or redis.
            """)

    @Argument(help: "Whose stack.") var slug: String
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
