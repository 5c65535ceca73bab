import PuertoCore
import PuertoEngine
import Testing

@Suite struct ComposeCommandTests {
    /// The first words of each program, its name and its first arguments.
    static let spellings: [([String], String, [String])] = [
        (["docker", "compose"], "docker", ["compose"]), (["docker-compose"], "docker-compose", []),
    ]

    private static let base = ["--project-name", "puerto-01234567-7", "--file", "compose.yaml"]

    @Test func allSpellingsAreLookedForDockersFirst() {
        #expect(ComposeCommand.candidates == Self.spellings.map(\.0))
    }

    @Test func pluginsAreLookedForWhereDockerDoes() {
        #expect(
            ComposeCommand.pluginFolders(home: "/home/ana") == [
                "/home/ana/.docker/cli-plugins", "/usr/local/lib/docker/cli-plugins",
                "/usr/local/libexec/docker/cli-plugins", "/usr/lib/docker/cli-plugins",
                "/usr/libexec/docker/cli-plugins",
            ])
    }

    @Test(arguments: spellings)
    func upStartsAllOrSomeServices(words: [String], program: String, first: [String]) throws {
        let compose = ComposeCommand(words: words)
        func up(_ rest: [String]) -> Command {
            Command(
                program, first + Self.base + ["up", "--detach"] + rest, patience: 600,
                folder: "stacks/acme")
        }
        #expect(compose.up(try .make(), [], in: "stacks/acme") == up([]))
        #expect(
            compose.up(try .make(), [.postgres, .redis], in: "stacks/acme")
                == up(["postgres", "redis"]))
    }
}
