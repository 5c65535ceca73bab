import Foundation
import PuertoCore
import Synchronization
import Testing

@testable import PuertoEngine

/// Programs that do not end by themselves are ended.
@Suite(.timeLimit(.minutes(8))) struct PatienceTests {
    /// Returns the error and the number that the script wrote into the file `$0`: the script may be
    /// ended before a busy machine has passed its output on.
    private func run(_ script: String) async throws -> (error: String?, pid: pid_t) {
        let file = NSTemporaryDirectory() + "/puerto-pid-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: file) }
        let error = await message {
            try await ProcessRunner.live.run(
                Command("sh", ["-c", script, file], patience: 3)
            ) { _ in }
        }
        let pid = try String(contentsOfFile: file, encoding: .utf8).dropLast()
        return (error, try #require(pid_t(pid)))
    }

    private static let text =
        "'sh' took longer than 3 s and was ended "
        + "(see whether the container engine answers: docker info)"

    @Test func itIsEndedWhenPatienceIs() async throws {
        let done = try await run("echo $$ > $0; exec sleep 600")
        #expect(done.error == Self.text)
        #expect(kill(done.pid, 0) == -1 && errno == ESRCH)
    }

    @Test func oneThatDoesNotListenIsKilled() async throws {
        let done = try await run("trap '' TERM; echo $$ > $0; while :; do sleep 0.1; done")
        #expect(done.error == Self.text)
        #expect(kill(done.pid, 0) == -1 && errno == ESRCH)
    }

    /// The child holds the outputs open, and no process waits for it.
    @Test func aChildItLeavesBehindHoldsNothingUp() async throws {
        let done = try await run("sleep 600 & echo $! > $0; wait")
        kill(done.pid, SIGKILL)
        #expect(done.error == Self.text)
    }

    @Test func aCancelledTaskEndsItsProgram() async throws {
        let heard = Heard()
        let task = Task {
            try await ProcessRunner.live.run(
                Command("sh", ["-c", "echo $$; exec sleep 600"], patience: 3600)
            ) { line in heard.pid.withLock { $0 = pid_t(line) ?? 0 } }
        }
        while heard.pid.withLock({ $0 }) == 0 { try await Task.sleep(for: .milliseconds(5)) }
        task.cancel()
        await #expect(throws: (any Error).self) { try await task.value }
        #expect(kill(heard.pid.withLock { $0 }, 0) == -1 && errno == ESRCH)
    }

    private final class Heard: Sendable {
        let pid = Mutex<pid_t>(0)
    }
}
