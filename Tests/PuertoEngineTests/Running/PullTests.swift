import PuertoCore
import Synchronization
import Testing

@testable import PuertoEngine

@Suite struct PullTests {
    /// What Docker says of a failed pull, and what that is to an operator.
    static let words: [(String, PuertoError.Code, String)] = [
        (
            "Error response from daemon: Head \"https://r/v2/x/manifests/1\": unauthorized: "
                + "authentication required", .conflict, "docker login"
        ),
        (
            "Error response from daemon: pull access denied for x, repository does not exist or "
                + "may require 'docker login': denied: requested access to the resource is denied",
            .conflict, "docker login"
        ),
        (
            "Error response from daemon: toomanyrequests: You have reached your pull rate limit.",
            .throttled, "limits pulls"
        ),
        (
            "received unexpected HTTP status: 429 Too Many Requests", .throttled, "limits pulls"
        ),
        (
            "dial tcp: lookup registry.example on 10.0.0.1:53: no such host", .io, "DNS"
        ),
        (
            "write /var/lib/docker/tmp/GetImageBlob1: no space left on device", .exhausted,
            "docker system df"
        ),
        (
            "manifest for postgres:99 not found: manifest unknown: manifest unknown", .notFound,
            "check its name"
        ),
        (
            "no matching manifest for linux/arm64/v8 in the manifest list entries", .unsupported,
            "processors"
        ),
        ("x509: certificate signed by unknown authority", .conflict, "certificate"),
        ("Get \"https://r/v2/\": context deadline exceeded", .io, "tried again"),
        ("received unexpected HTTP status: 503 Service Unavailable", .io, "tried again"),
        ("", .io, "tried again"),
    ]

    @Test(arguments: words)
    func theRegistrysWordsAreSaidAndWhatHelps(
        words: String, code: PuertoError.Code, hint: String
    ) throws {
        let error = PullFailure.error(of: try ImageReference("postgres:99"), RecordedText(words))
        #expect(error.code == code)
        #expect(
            error.message == "the image 'postgres:99' is missing and cannot be pulled: "
                + (words.isEmpty ? "no reason given" : words))
        #expect(error.hint?.contains(hint) == true, "\(error.hint ?? "")")
        let spanish = try #require(error.spanish)
        #expect(
            spanish.message == "falta la imagen 'postgres:99' y no se pudo descargar: "
                + (words.isEmpty ? "no dice por qué" : words))
        #expect(spanish.hint?.contains("IMAGE") == false)
    }

    @Test func progressIsKeptOnceInAWhileAndEachOtherLineOnce() {
        var progress = PullProgress()
        let begin = ContinuousClock.now
        func line(_ text: String, _ second: Double) -> String? {
            progress.line(text, at: begin + .seconds(second))
        }
        #expect(
            line("\u{1B}[1A\u{1B}[2Ka1b2: Pulling fs layer \u{1B}[1B", 0)
                == "a1b2: Pulling fs layer")
        #expect(line("a1b2: Pulling fs layer", 1) == nil)
        #expect(
            line("a1b2: Downloading [==>      ]  12.3MB/345MB", 1)
                == "a1b2: Downloading 12.3MB/345MB")
        #expect(line("c3d4: Downloading [=>       ]  1MB/9MB", 2) == nil)
        #expect(
            line("a1b2: Extracting [=====>   ]  99MB/345MB", 6) == "a1b2: Extracting 99MB/345MB")
        #expect(line("a1b2: Pull complete", 7) == "a1b2: Pull complete")
        #expect(line("  \u{1B}[K ", 8) == nil)
    }

    private func command(_ script: String, silence: Int?) -> Command {
        var command = Command("sh", ["-c", script], patience: 3600)
        command.silence = silence
        command.hasTerminal = true
        return command
    }

    @Test func aProgramThatWantsATerminalHasOne() async throws {
        let lines = Mutex<[String]>([])
        let ended = try await ProcessRunner.live.run(
            command(
                "test -t 1 && printf 'one\\rtwo\\n\\nthree'; echo bad >&2; exit 3", silence: 600)
        ) { line in lines.withLock { $0.append(line) } }
        #expect(ended.status == 3 && ended.output.isEmpty && ended.errors == ["bad"])
        #expect(lines.withLock { Set($0) } == ["one", "two", "three", "bad"])
    }

    @Test func oneThatSaysNothingMoreIsEnded() async throws {
        let words = await message {
            try await ProcessRunner.live.run(command("echo a; exec sleep 3000", silence: 1)) { _ in
            }
        }
        #expect(
            words == "nothing has moved for 1 s, and 'sh' was ended (see whether the other side "
                + "answers)")
    }

    /// Ctrl-C reaches every process of the terminal's foreground group.
    @Test func programsAreInAGroupOfTheirOwn() async throws {
        let group = Command("sh", ["-c", "ps -o pgid= -p $$; echo $$"], patience: 3600)
        let words = try await ProcessRunner.live.run(group) { _ in }.output
            .split { $0 == "\n" || $0 == " " }
        #expect(words.count == 2 && words.first == words.last)
    }
}
