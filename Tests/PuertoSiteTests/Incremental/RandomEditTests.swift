import Foundation
import Testing

/// After any edits in any order, and any accidents to files, a build has the same result as a build
/// from nothing, and writes only what differs.
///
/// `PUERTO_SEQUENCES` is the number of sequences; `PUERTO_SEED` runs a single one.
@Suite struct RandomEditTests {
    private static let parts = 8

    @Test(arguments: 0..<parts)
    func aBuildAfterRandomEditsIsACleanBuildThatWritesOnlyWhatDiffers(part: Int) throws {
        let environment = ProcessInfo.processInfo.environment
        if let seed = environment["PUERTO_SEED"].flatMap(UInt64.init) {
            if part == 0 { try Self.run(seed) }
            return
        }
        let count = environment["PUERTO_SEQUENCES"].flatMap(UInt64.init) ?? 208
        for seed in stride(from: UInt64(part), to: count, by: Self.parts) { try Self.run(seed) }
    }

    /// Runs the same edits where lists and search files are cut; the seeds begin at a million.
    private static func isLarge(_ seed: UInt64) -> Bool { seed >= 1_000_000 }

    @Test func theSameIsTrueOfAFleetWhoseListsHaveSeveralPages() throws {
        let environment = ProcessInfo.processInfo.environment
        guard environment["PUERTO_SEED"] == nil else { return }
        let count = (environment["PUERTO_SEQUENCES"].flatMap(UInt64.init) ?? 0) / 200
        for seed in 1_000_000...(1_000_000 + count) { try Self.run(seed) }
    }

    private static func run(_ seed: UInt64) throws {
        let clients = isLarge(seed) ? 210...260 : seed % 10 == 0 ? 6...12 : 2...5
        let trial = try Trial(seed: seed, clients: clients)
        do {
            try trial.run(steps: isLarge(seed) ? 3 : trial.random.number(3...6))
        } catch {
            let steps = trial.log.map { "\n  \($0)" }.joined()
            Issue.record("PUERTO_SEED=\(seed): \(error)\nafter\(steps)")
        }
    }
}
