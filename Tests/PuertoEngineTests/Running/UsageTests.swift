import Glibc
import PuertoCore
import Synchronization
import Testing

@testable import PuertoEngine

/// What the engine prints of memory, processors and disks is read.
@Suite struct UsageTests {
    @Test(arguments: [
        ("0B", 0), ("14.7kB", 14_700), ("240MB", 240_000_000), ("1.5GB", 1_500_000_000),
        ("6.7MiB ", 7_025_459), ("1GiB", 1 << 30), ("512KiB", 512 << 10),
    ])
    func sizesAreThoseOfTheirUnits(text: String, bytes: Int) {
        #expect(EngineFigures.bytes(Substring(text)) == bytes)
    }

    @Test(arguments: ["", "--", "N/A", "12", "MB", "1XB"])
    func whatIsNoSizeIsNone(text: String) {
        #expect(EngineFigures.bytes(Substring(text)) == nil)
    }

    @Test func allContainersAreMeasuredWithOneQuestion() async throws {
        let script = EngineScript([
            .init(
                status: 0,
                output: """
                    aa\t12.34%\t6.7MiB / 768MiB
                    bb\t0.00%\t1.25GiB / 2GiB
                    cc\t--\t-- / --
                    nonsense
                    """)
        ])
        let usage = try await script.engine.usage(of: ["aa", "bb", "cc"])
        #expect(usage["aa"] == Usage(memory: 6, processor: 123))
        #expect(usage["bb"] == Usage(memory: 1280, processor: 0))
        #expect(usage["cc"] == Usage())
        #expect(
            script.asked.withLock { $0 } == ["stats --no-stream --no-trunc --format aa bb cc"])
        #expect(try await script.engine.usage(of: []).isEmpty)
    }

    @Test func onlyVolumesAndContainersOfThisWorkspaceCount() async throws {
        let labels = "puerto.workspace=w1,com.docker.compose.project=p"
        let script = EngineScript([
            .init(
                status: 0,
                output: """
                    {"Images":[],"Volumes":[{"Name":"a","Labels":"\(labels),puerto.tenant=3","Size":"50MB"},\
                    {"Name":"b","Labels":"puerto.tenant=3,puerto.workspace=w1","Size":"1.1GB"},\
                    {"Name":"c","Labels":"puerto.tenant=3,puerto.workspace=w2","Size":"9GB"},\
                    {"Name":"d","Labels":"","Size":"N/A"}],"Containers":[\
                    {"ID":"e","Labels":"\(labels),puerto.tenant=3","Size":\
                    "12.9MB (virtual 455MB)"},\
                    {"ID":"f","Labels":"puerto.tenant=4","Size":"9GB (virtual 9GB)"},\
                    {"ID":"g","Labels":"\(labels),puerto.tenant=3,x=a,puerto.tenant=7","Size":\
                    "9GB (virtual 9GB)"}]}
                    """)
        ])
        #expect(
            try await script.engine.disk(ofWorkspace: "w1") == [
                3: DiskFigure(volumes: 1_150_000_000 >> 20, layers: 12)
            ])
    }

    @Test func aRootFolderThatIsNotOnThisMachineTellsNothing() async throws {
        let script = EngineScript([
            .init(status: 0, output: "/"), .init(status: 0, output: "/no/such/folder"),
            .init(status: 1, output: "", errors: ["Cannot connect"]),
        ])
        let root = await script.engine.freeDisk()
        #expect(root?.folder == "/" && root?.free == Machine.freeDisk(at: "/"))
        #expect(await script.engine.freeDisk() == nil)
        #expect(await script.engine.freeDisk() == nil)
    }

    /// Each call has a thread: a hundred that wait for each other all come to their end.
    @Test func callsThatBlockDoNotWaitForEachOther() async {
        let gate = Gate()
        let met = await withTaskGroup(of: Bool.self, returning: Bool.self) { group in
            for _ in 0..<100 { group.addTask { await blocking { gate.meet(100) } } }
            return await group.reduce(true) { $0 && $1 }
        }
        #expect(met)
    }

    /// The work ends only when the test says so, which it does after `limited` has returned.
    @Test func whatTakesTooLongIsNotWaitedFor() async {
        let gate = Gate()
        let late = await limited(to: .milliseconds(50)) {
            await blocking { isTrue { gate.isOver.withLock { $0 } } }
        }
        #expect(late == nil)
        gate.isOver.withLock { $0 = true }
        #expect(await limited(to: .seconds(600)) { 7 } == 7)
    }
}

/// What calls on several threads tell each other.
private final class Gate: Sendable {
    let begun = Mutex(0)
    let isOver = Mutex(false)

    /// Waits for all to come.
    func meet(_ all: Int) -> Bool {
        begun.withLock { $0 += 1 }
        return isTrue { begun.withLock { $0 == all } }
    }
}

/// Waits for a condition for at least two minutes.
private func isTrue(_ condition: () -> Bool) -> Bool {
    for _ in 0..<24_000 {
        if condition() { return true }
        usleep(5000)
    }
    return false
}
