import PuertoCore
import Testing

@testable import PuertoEngine

@Suite struct SecretFileTests {
    private func text(_ file: SecretFile) -> String { String(decoding: file.bytes, as: UTF8.self) }

    @Test(arguments: [
        ("plain-._~09azAZ", "plain-._~09azAZ"), ("a b", "a%20b"),
        ("p@ss:w/rd?#%", "p%40ss%3Aw%2Frd%3F%23%25"),
        ("ñ", "%C3%B1"), ("+&=$'\"\\", "%2B%26%3D%24%27%22%5C"), ("", ""),
    ])
    func aPasswordIsPercentEncodedInTheURL(password: String, encoded: String) {
        let file = SecretFile.databaseURL(Array(password.utf8))
        #expect(file.name == .databaseURL)
        #expect(
            text(file) == "postgres://postgres:\(encoded)@postgres:5432/windmill?sslmode=disable")
    }

    @Test func bytesThatAreNoTextAreEncodedToo() {
        #expect(text(.databaseURL([0, 0xFF, 0x0A])).hasPrefix("postgres://postgres:%00%FF%0A@"))
    }

    @Test func thePasswordFileIsThePasswordAndNothingElse() {
        let file = SecretFile.postgresPassword([0x20, 0xFF, 0x0A])
        #expect(file.name == .postgresPassword && file.bytes == [0x20, 0xFF, 0x0A])
    }

    @Test func redisIsConfiguredWithDigestsOnly() {
        let file = SecretFile.redisConfiguration(digests: ["aa", "bb"], memory: 64)
        #expect(file.name == .redisConfiguration)
        #expect(
            text(file) == """
                # Written by puerto; passwords are SHA-256 digests.
                port 6379
                bind * -::*
                dir /data
                appendonly yes
                maxmemory 48mb
                maxmemory-policy noeviction
                user default on #aa #bb ~* &* +@all

                """)
    }

    @Test func containersFindThemWhereComposePutsSecrets() {
        #expect(
            SecretFile.Name.allCases.filter { $0 != .redisPassword }.map(\.path) == [
                "/run/secrets/database_url", "/run/secrets/postgres_password",
                "/run/secrets/redis.conf",
            ])
    }
}
