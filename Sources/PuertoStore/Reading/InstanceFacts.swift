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
    /// The client's login as it was seen to work.
    package var login: InstanceLogin?

    package init() {}
}

/// The client's login in its Windmill, after every session of another password was closed.
package struct InstanceLogin: Hashable, Sendable {
    /// In lower case, as the server keeps it.
    package let email: String
    /// The value of `app` that is its password.
    package let value: SecretPlace

    package init(email: String, value: SecretPlace) {
        self.email = email
        self.value = value
    }
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
