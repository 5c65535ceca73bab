import ArgumentParser
import PuertoCore

/// The arguments that name a credential: client and field.
struct CredentialTarget: ParsableArguments {
    @Argument(help: "The client.") var slug: String
    @Argument(help: "app, postgres or redis.") var field: String

    /// Throws `invalid`, without the field's text: it may be a value in the wrong place.
    func parsed() throws -> (Slug, CredentialField) {
        (try Slug(slug), try CredentialField(field))
    }
}
