import PuertoCore
import Synchronization
import Testing

@testable import PuertoEngine

@Suite struct DataLookTests {
    private static let version = DataLook.versionFile
    private static let journals = DataLook.journals

    @Test func aFolderOfPostgresSaysItsVersion() {
        let look = DataLook([Self.version], output: "==> \(Self.version) <==\n15\n", errors: [])
        #expect(look.isFilled(.postgres) == true && look.postgresMajor == 15)
    }

    /// GNU's and busybox's words.
    @Test(arguments: [
        "head: cannot open '\(DataLook.versionFile)' for reading: No such file or directory",
        "head: \(DataLook.versionFile): No such file or directory",
    ])
    func anEmptyFolderIsKnownToBeEmpty(error: String) {
        let look = DataLook([Self.version], output: "", errors: [error])
        #expect(look.isFilled(.postgres) == false && look.postgresMajor == nil)
    }

    @Test(arguments: [
        [], ["Error: No such container: aa"],
        ["exec: \"head\": executable file not found in $PATH"],
        ["head: cannot open '\(DataLook.versionFile)' for reading: Permission denied"],
    ])
    func whatCannotBeSeenStaysUnknown(errors: [String]) {
        let look = DataLook([Self.version], output: "", errors: errors)
        #expect(look.isFilled(.postgres) == nil && look.postgresMajor == nil)
    }

    @Test func eitherJournalOfRedisIsEnough() {
        let missing = Self.journals.map {
            "head: cannot open '\($0)' for reading: No such file or directory"
        }
        #expect(DataLook(Self.journals, output: "", errors: missing).isFilled(.redis) == false)
        for (index, journal) in Self.journals.enumerated() {
            let output = "==> \(journal) <==\nfile app"
            let look = DataLook(Self.journals, output: output, errors: [missing[1 - index]])
            #expect(look.isFilled(.redis) == true)
        }
        let half = DataLook(Self.journals, output: "", errors: [missing[0]])
        #expect(half.isFilled(.redis) == nil)
    }

    @Test func aLookReadsAndChangesNothing() throws {
        let docker = DockerCommand()
        #expect(
            docker.look(at: ["/d/a"], inContainer: "aa").arguments == [
                "exec", "--user", "0", "--env", "LC_ALL=C", "aa", "head", "-v", "-c", "8", "/d/a",
            ])
        #expect(
            docker.look(
                at: ["/d/a"], inVolumes: [("v", "/d")], try ImageReference("postgres:16.9")
            ).arguments == [
                "run", "--rm", "--pull", "never", "--network", "none", "--read-only", "--user", "0",
                "--cap-drop", "ALL", "--cap-add", "DAC_OVERRIDE", "--security-opt",
                "no-new-privileges", "--memory", "64m", "--pids-limit", "16", "--log-driver",
                "none", "--env", "LC_ALL=C", "--volume", "v:/d:ro", "--entrypoint", "head",
                "postgres:16.9", "-v", "-c", "8", "/d/a",
            ])
        #expect(
            docker.volumes(ofWorkspace: "ff").arguments == [
                "volume", "ls", "--filter", "label=puerto.workspace=ff", "--format", "{{.Name}}",
            ])
    }

    @Test(arguments: [
        ("[\"PATH=/bin\",\"PG_MAJOR=17\"]", "other/postgres:16.9", 17),
        ("[\"PATH=/bin\"]", "postgres:16.9", 16), ("nonsense", "postgres:16.9", 16),
        ("[]", "timescale/timescaledb:2.14.2-pg15", nil),
    ])
    func anImageSaysItsVersionOrItsTagDoes(answer: String, image: String, major: Int?) async throws
    {
        let script = EngineScript([ProcessRunner.Ended(status: 0, output: answer)])
        let found = try await script.engine.postgresMajor(of: ImageReference(image))
        #expect(found == major)
    }

    @Test func composeSaysItsVersionWithOrWithoutALetter() async throws {
        for (answer, version) in [("1.29.2\n", "1.29.2"), ("v2.29.7", "2.29.7"), ("", nil)] {
            let script = EngineScript([ProcessRunner.Ended(status: 0, output: answer)])
            #expect(try await script.engine.composeVersion() == version)
            #expect(script.asked.withLock { $0 } == ["version --short"])
        }
    }
}
