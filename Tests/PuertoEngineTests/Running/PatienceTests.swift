import Foundation
import PuertoCore
import Synchronization
import Testing

@testable import PuertoEngine

/// Programs that do not end by themselves.
@Suite struct PatienceTests {
    /// The error and how long it took, in seconds; the script says its number first.
    private func run(_ script: String) async throws -> (error: String?, took: Double, pid: pid_t) {
        let pid = Mutex<pid_t>(0)
        let begin = ContinuousClock.now
        let error = await message {
            try await ProcessRunner.live.run(Command("sh", ["-c", script], patience: 1)) { line in
                pid.withLock { $0 = pid_t(line) ?? 0 }
            }
        }
        return (error, (ContinuousClock.now - begin) / .seconds(1), pid.withLock { $0 })
    }

    private static let text =
        "'sh -c' took longer than 1 s and was ended "
        + "(see whether the container engine answers: docker info)"

    @Test func itIsEndedWhenPatienceIs() async throws {
        let done = try await run("echo $$; exec sleep 60")
        #expect(done.error == Self.text)
        #expect(done.took >= 1 && done.took < 5)
        #expect(done.pid > 0 && kill(done.pid, 0) == -1 && errno == ESRCH)
    }

    @Test func oneThatDoesNotListenIsKilled() async throws {
        let done = try await run("trap '' TERM; echo $$; while :; do sleep 0.1; done")
        #expect(done.error == Self.text)
        #expect(done.took < 20)
        #expect(done.pid > 0 && kill(done.pid, 0) == -1 && errno == ESRCH)
    }

    /// It holds the outputs open, and nobody waits for it.
    @Test func aChildItLeavesBehindHoldsNothingUp() async throws {
        let done = try await run("echo $$; sleep 25 & wait")
        #expect(done.error == Self.text)
        #expect(done.took < 15)
    }

    @Test func aCancelledTaskEndsItsProgram() async throws {
        let heard = Heard()
        let task = Task {
            try await ProcessRunner.live.run(
                Command("sh", ["-c", "echo $$; exec sleep 60"], patience: 60)
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
