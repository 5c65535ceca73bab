package import PuertoCore

/// The records of a client's Windmill that are Puerto's own. The web tier reads none of them.
package struct InstanceFacts: Sendable {
    /// The secrets in use.
    package var secrets: [InstanceSecret: StoredSecret] = [:]
    /// The values that were sealed before the server got them, beside those in use.
    package var next: [InstanceSecret: StoredSecret] = [:]
    /// The id of the client's workspace; `nil` before it was first asked for.
    package var workspace: String?
    /// The data in which the stock login is gone.
    package var secured: InstanceData?
    /// The client's login as it was seen to work.
    package var login: InstanceLogin?
    /// True when its logins are not Puerto's to set: it was set up before, by other hands.
    package var isLeft = false

    package init() {}
}

/// The data of a client's Windmill: a database of a PostgreSQL.
package struct InstanceData: Hashable, Sendable {
    /// The system identifier, which `initdb` gives a cluster once.
    package let system: String
    /// The object id of the database, which is another one after it was dropped and made again.
    package let database: Int

    package init(system: String, database: Int) {
        self.system = system
        self.database = database
    }
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
    /// Tells whether the stock login was seen gone from these data, which are the present ones. New
    /// data have it again, and so has a former dump that was read into the same database.
    package func isSecured(in data: InstanceData) -> Bool {
        guard let mark = volumes[.postgres], !mark.isGivenUp, mark.system == data.system else {
            return false
        }
        return instance.secured == data
    }

    /// True when the client's Windmill may be published and have a worker, as far as the record
    /// knows: a database that was made anew in the same cluster is seen by `isSecured(in:)`.
    package var isOpen: Bool {
        if instance.isLeft { return true }
        guard let data = instance.secured else { return false }
        return isSecured(in: data)
    }
}
