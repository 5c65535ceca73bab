import PuertoCore
import TestSupport
import Testing

@testable import PuertoEngine

@Suite struct WorkspaceObjectsTests {
    private static let workspace = "0123456789abcdef0123456789abcdef"

    /// Answers by the first word; the three questions run at once.
    private func objects(ps: String, networks: String = "", volumes: String = "") async throws
        -> WorkspaceObjects
    {
        let answers = ["ps": ps, "network": networks, "volume": volumes]
        let runner = ProcessRunner { command, _ in
            ProcessRunner.Ended(status: 0, output: answers[command.arguments[0]] ?? "")
        }
        return try await ContainerEngine(
            docker: DockerCommand(), compose: ComposeCommand(words: ["docker-compose"]),
            version: "20.10.24", runner: runner
        ).objects(of: Self.workspace)
    }

    @Test func theQuestionsNameTheWorkspaceOnly() {
        let filter = ["--filter", "label=puerto.workspace=\(Self.workspace)", "--format"]
        let labels = "\t{{.Label \"puerto.tenant\"}}\t{{.Label \"puerto.slug\"}}"
        let docker = DockerCommand()
        #expect(
            docker.containerObjects(ofWorkspace: Self.workspace).arguments
                == ["ps", "--all"] + filter + [
                    "{{.Names}}\(labels)\t{{.Label \"com.docker.compose.project.working_dir\"}}"
                ])
        #expect(
            docker.networkObjects(ofWorkspace: Self.workspace).arguments
                == ["network", "ls"] + filter + ["{{.Name}}\(labels)"])
        #expect(
            docker.volumeObjects(ofWorkspace: Self.workspace).arguments
                == ["volume", "ls"] + filter + ["{{.Name}}\(labels)\t{{.Label \"puerto.mark\"}}"])
    }

    @Test func aMarkIsAnEmptyVolumeOfItsOwnName() {
        let mark = EngineMark(workspace: Self.workspace, count: 12)
        #expect(
            DockerCommand().makeMark(mark).arguments == [
                "volume", "create", "--label", "puerto.workspace=\(Self.workspace)",
                "--label", "puerto.mark=12", "puerto-01234567-mark-12",
            ])
        #expect(
            DockerCommand().removeMarks([mark]).arguments
                == ["volume", "rm", "puerto-01234567-mark-12"])
    }

    @Test func clientsAreKnownByNumberAndSlugOfWhateverIsLeft() async throws {
        let found = try await objects(
            ps: "acme_redis\t2\tacme\t/w/stacks/acme\nodd\t\t\t\nzero\t0\tbase\t\n"
                + "giant\t9223372036854775807\tacme\t\n",
            networks: "puerto-01234567-3_data\t3\tbeta\n",
            volumes: """
                puerto-01234567-9_postgres\t9\tgone\t
                puerto-01234567-mark-4\t\t\t4
                puerto-01234567-mark-5\t\t\t5
                """)
        #expect(found.all.map(\.tenant) == [2, 3, 9] && found.highest == 9)
        #expect(found.all.map(\.kind) == [.container, .network, .volume])
        #expect(found.all.first?.folder == "/w/stacks/acme")
        #expect(found.changes == 5 && found.marks.map(\.count) == [4, 5])
    }

    /// Only what Puerto made as a mark is ever removed as one.
    @Test(arguments: [
        "puerto-01234567-2_postgres\t2\tacme\t7", "other\t\t\t7", "puerto-01234567-mark-8\t\t\t7",
        "puerto-76543210-mark-7\t\t\t7", "puerto-01234567-mark-7\t\t\t",
    ])
    func whatOnlyLooksLikeAMarkIsNone(volume: String) async throws {
        #expect(try await objects(ps: "", volumes: volume).marks.isEmpty)
    }

    @Test func anObjectWithTheNumberAndAnothersSlugIsAStranger() async throws {
        let found = try await objects(ps: "acme_redis\t7\tacme\t\n", volumes: "v\t7\told\t\n")
        #expect(try found.stranger(to: .make(slug: "beta"))?.name == "acme_redis")
        #expect(try found.stranger(to: .make(slug: "acme"))?.name == "v")
        #expect(try found.stranger(to: .make(slug: "acme", former: ["old"])) == nil)
        #expect(try found.stranger(to: .make(tenant: 8, slug: "beta")) == nil)
    }

    @Test func aClientIsCalledAsItsContainers() async throws {
        let volumes = "v\t2\told\t\nw\t2\tno slug\t\n"
        let renamed = try await objects(
            ps: "app\t2\tnew\t\nother\t3\tbeta\t\n", networks: "n\t2\tolder\n", volumes: volumes)
        let names = try renamed.names(of: 2, besides: [])
        #expect(names?.slug.text == "new")
        #expect(names?.former.map(\.text).sorted() == ["old", "older"])
        let all = ["new", "old", "older", "no slug"]
        #expect(try renamed.names(of: 2, besides: all)?.slug == nil)
        #expect(try renamed.names(of: 4, besides: [])?.slug == nil)
        // Without containers, and with containers that disagree, an unknown slug is the client's.
        let gone = try await objects(ps: "", volumes: volumes)
        #expect(try gone.names(of: 2, besides: [])?.slug.text == "old")
        let torn = try await objects(ps: "app\t2\tnew\t\ndb\t2\told\t\n")
        let rest = try torn.names(of: 2, besides: ["new"])
        #expect(rest?.slug.text == "old" && rest?.former.map(\.text) == ["new"])
    }

    @Test func aStrangersContainerIsNeverOwn() async throws {
        let labels = try StackIdentity.make(slug: "acme").labelled
        let container = try ContainerState.make("acme_redis", labels: labels)
        #expect(try OwnContainers([container], of: .make(former: ["old"])).ids == ["c0ffee"])
        #expect(
            try OwnContainers([container], of: .make(slug: "new", former: ["acme"])).ids.count == 1)
        #expect(
            message { try OwnContainers([container], of: .make(slug: "beta")) }
                == "container 'acme_redis' is not one of 'beta' and is left alone")
        #expect(
            message {
                try OwnNetworks([.make("n", labels: labels)], of: .make(slug: "beta"))
            } == "network 'n' is not one of 'beta' and is left alone")
    }
}
