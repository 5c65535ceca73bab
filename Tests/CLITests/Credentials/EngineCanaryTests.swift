import Foundation
import Testing

/// Runs verbs with known secrets and container engines that repeat them: no output holds a secret.
@Suite struct EngineCanaryTests {
    private static let postgres = "canary-postgres p@ss:w/rd%ñ"
    private static let redis = "canary-redis-9000-Zw$HOME"
    private static let app = "canary-app-Qz7!<&>"

    /// Prints the files next to the stack file, and fails.
    private static let talkative = """
        for file in secrets/*; do
            IFS= read -r line < "$file"
            echo "using $line" >&2
            echo "from $file: '$line'"
        done
        exit 1
        """

    /// Lists the data of the first client, which is there.
    private static let volumes = """
        case "$*" in *label=puerto.workspace=*)
            words="$*"
            id=${words#*label=puerto.workspace=}
            for role in postgres redis; do printf 'puerto-%.8s-1_%s\\n' "$id" "$role"; done ;;
        esac
        """

    @Test func whatAnEngineRepeatsIsTakenOut() throws {
        let engine = try FakeEngine(["compose": Self.talkative, "volume": Self.volumes])
        var said: [String: Data] = [:]
        @discardableResult
        func run(_ arguments: String..., input: String = "") throws -> Scratch.Result {
            let result = try engine.puerto(arguments, input: input)
            said["\(said.count) \(arguments.joined(separator: " "))"] = Data(
                (result.out + result.err).utf8)
            return result
        }
        for (field, value) in [
            ("postgres", Self.postgres), ("redis", Self.redis), ("app", Self.app),
        ] {
            #expect(try run("credential", "set", "acme", field, input: value).code == 0)
        }
        try run("stack", "show", "acme")
        #expect(try run("provision", "acme", "--dry-run").code == 0)
        #expect(try run("rotate", "acme", "redis", "--dry-run").code == 0)
        let failed = try run("provision", "acme", "--verbose")
        #expect(failed.code == 1)
        #expect(failed.err.contains("using ‹redacted›\n"), "\(failed.err)")
        #expect(failed.err.contains("'docker compose up' failed: "))
        let list = try run("job", "list").out
        let job = String(try #require(list.split(separator: "\n").last).prefix(8))
        #expect(try run("job", "log", job).out.contains("using ‹redacted›"))
        for arguments in [["job", "show", job], ["job", "list", "--json"], ["doctor"], ["probe"]] {
            let result = try engine.puerto(arguments)
            said["\(said.count) \(arguments)"] = Data((result.out + result.err).utf8)
        }
        try run("suspend", "acme", "--reason", "x")
        try run("build")
        try run("audit", "list", "--json")
        try run("export")
        var files = try engine.scratch.files()
        let secrets = files.filter { $0.key.hasPrefix("w/stacks/acme/secrets/") }
        #expect(secrets.count == 4)
        for name in secrets.keys { files[name] = nil }
        #expect(files.keys.contains("asked") && files.keys.contains("w/stacks/acme/compose.yaml"))
        let canary = Canary(secrets: [Self.postgres, Self.redis, Self.app])
        #expect(canary.found(in: files.merging(said) { $1 }) == [])
        // The secrets are where containers find them; Redis gets digests only, and the value that
        // no container has is there for a record that was lost.
        #expect(canary.found(in: secrets).contains { $0.hasSuffix("postgres_password: as it is") })
        #expect(canary.found(in: secrets).contains { $0.hasSuffix("redis_password: as it is") })
        #expect(canary.found(in: secrets).allSatisfy { !$0.contains("redis.conf") })
    }
}
