internal import PuertoCore

/// A file below `stacks/<slug>/secrets/` from which a container reads a secret.
package struct SecretFile: Sendable {
    package let name: Name
    package let bytes: [UInt8]

    package enum Name: String, CaseIterable, Sendable {
        case databaseURL = "database_url"
        case postgresPassword = "postgres_password"
        case redisConfiguration = "redis.conf"
        /// No container has it: Redis's configuration holds a digest, and this the value, so that a
        /// record that was lost can be made again.
        case redisPassword = "redis_password"

        /// The path in the container.
        package var path: String { "/run/secrets/\(rawValue)" }
    }
}

extension SecretFile {
    package static func postgresPassword(_ password: [UInt8]) -> SecretFile {
        SecretFile(name: .postgresPassword, bytes: password)
    }

    package static func redisPassword(_ password: [UInt8]) -> SecretFile {
        SecretFile(name: .redisPassword, bytes: password)
    }

    /// Makes a connection URI as libpq and Windmill read it (RFC 3986 percent-encoding).
    package static func databaseURL(_ password: [UInt8]) -> SecretFile {
        let start = Array("postgres://postgres:".utf8)
        let end = Array("@postgres:5432/windmill?sslmode=disable".utf8)
        return SecretFile(name: .databaseURL, bytes: start + percentEncoded(password) + end)
    }

    /// Makes Redis's configuration, which holds passwords as SHA-256 digests in hex: each of them
    /// opens the default user. `memory` is the container's, in MiB.
    package static func redisConfiguration(digests: [String], memory: Int) -> SecretFile {
        let passwords = digests.map { "#\($0)" }.joined(separator: " ")
        let text = """
            # Written by puerto; passwords are SHA-256 digests.
            port 6379
            bind * -::*
            dir /data
            appendonly yes
            maxmemory \(memory * 3 / 4)mb
            maxmemory-policy noeviction
            user default on \(passwords) ~* &* +@all

            """
        return SecretFile(name: .redisConfiguration, bytes: Array(text.utf8))
    }

    /// Percent-encodes all but the unreserved characters (RFC 3986).
    static func percentEncoded(_ bytes: [UInt8]) -> [UInt8] {
        PercentEncoding.encoded(bytes)
    }
}
