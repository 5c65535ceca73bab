package import PuertoCore

/// The records of a client's Windmill that are Puerto's own. The web tier reads none of them.
package struct InstanceFacts: Sendable {
    /// The secrets in use.
    package var secrets: [InstanceSecret: StoredSecret] = [:]
    /// The values that were sealed before the server got them, beside those in use.
    package var next: [InstanceSecret: StoredSecret] = [:]
    /// The id of the client's workspace; `nil` before it was first asked for.
    package var workspace: String?
    /// The system identifier of the PostgreSQL in which the stock login is gone.
    package var securedSystem: String?
    /// The value of `app` with which the client's login was seen to work.
    package var login: SecretPlace?

    package init() {}
}

extension StackFacts {
    /// True when the stock login of the client's Windmill is gone from its present data. New data
    /// have it again.
    package var isSecured: Bool {
        guard let mark = volumes[.postgres], !mark.isGivenUp, let system = mark.system else {
            return false
        }
        return instance.securedSystem == system
    }
}
