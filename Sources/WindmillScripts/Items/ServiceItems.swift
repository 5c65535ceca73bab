package import Windmill

/// The services of a client's own stack, as its scripts reach them.
package struct ClientServices: Sendable {
    /// The client's folder in its workspace.
    package var folder: FolderName
    package var postgres: Postgres?
    package var redis: Redis?

    package struct Postgres: Sendable {
        package var host: String
        package var port: Int
        package var user: String
        package var database: String
        package var password: SecretText

        package init(host: String, port: Int, user: String, database: String, password: SecretText)
        {
            (self.host, self.port, self.user) = (host, port, user)
            (self.database, self.password) = (database, password)
        }
    }

    package struct Redis: Sendable {
        package var host: String
        package var port: Int
        package var password: SecretText

        package init(host: String, port: Int, password: SecretText) {
            (self.host, self.port, self.password) = (host, port, password)
        }
    }

    package init(folder: FolderName, postgres: Postgres? = nil, redis: Redis? = nil) {
        (self.folder, self.postgres, self.redis) = (folder, postgres, redis)
    }
}

extension ClientServices {
    /// The folder, and for each service its resource type, a secret variable with the password and
    /// a resource that names the variable: `f/<folder>/postgres` and `f/<folder>/redis`.
    package var items: [Item] {
        var items = [Item(ItemKey(.folder, folder.text), [:])]
        if let postgres {
            items += service(
                "postgres", type: "postgresql", postgres.password,
                [
                    "host": .string(postgres.host), "port": .integer(Int64(postgres.port)),
                    "user": .string(postgres.user), "dbname": .string(postgres.database),
                    "sslmode": "disable",
                ])
        }
        if let redis {
            items += service(
                "redis", type: "redis", redis.password,
                ["host": .string(redis.host), "port": .integer(Int64(redis.port))])
        }
        return items
    }

    private func service(
        _ name: String, type: String, _ password: SecretText, _ value: [String: JSONValue]
    ) -> [Item] {
        let path = "f/\(folder)/\(name)"
        var value = value
        value["password"] = .string("$var:\(path)_password")
        var properties = value.mapValues { value -> JSONValue in
            if case .integer = value { ["type": "integer"] } else { ["type": "string"] }
        }
        properties["password"] = ["type": "string", "password": true]
        // Windmill brings its own type of this name, which then stays as it is.
        let schema: JSONValue = ["type": "object", "properties": .object(properties)]
        return [
            Item(ItemKey(.resourceType, type), ["schema": schema], isOnlyMade: true),
            Item(
                ItemKey(.variable, path + "_password"), ["is_secret": true], secret: password),
            Item(
                ItemKey(.resource, path),
                ["value": .object(value), "resource_type": .string(type)]),
        ]
    }
}
