import ArgumentParser
import PuertoCore

/// Whose credential, and which.
struct CredentialTarget: ParsableArguments {
    @Argument(help: "Whose.") var slug: String
    @Argument(help: "app, postgres or redis.") var field: String

    /// Throws `invalid`, never with what stands where a field belongs: it may be a value.
    func parsed() throws -> (Slug, CredentialField) {
        (try Slug(slug), try CredentialField(field))
    }
}
