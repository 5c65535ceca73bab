import Foundation
import Testing

/// Tests rotations that are killed, concurrent or repeated: every secret opens afterwards.
@Suite struct KeyRotationTests {
    private let scratch: Scratch
    private static let clients = 120

    init() throws {
        scratch = try Scratch()
        try scratch.puerto("init", "w")
        let lines = (1...Self.clients).map {
            "  - {slug: c\($0), name: C \($0), kind: client, host: local, locale: es}"
        }
        try scratch.write("tenants:\n" + lines.joined(separator: "\n") + "\n", to: "fleet.yaml")
        let done = try run("import", scratch.path("fleet.yaml"))
        #expect(done.code == 0, "\(done.err)")
    }

    private func run(_ arguments: String...) throws -> Scratch.Result {
        try scratch.puerto(arguments + ["--workspace", "w"])
    }

    private func expectAllOpen(_ what: String) throws {
        let verify = try run("key", "verify")
        #expect(verify.out == "\(Self.clients * 3) secrets open\n", "\(what): \(verify.err)")
        #expect(try run("audit", "verify").code == 0)
    }

    private var keys: [String] {
        get throws {
            try scratch.text(of: "w/keys/master.key").split(separator: "\n")
                .map { String($0.prefix { $0 != " " }) }
        }
    }

    @Test func aRotationThatIsKilledAtAnyMomentLosesNothing() throws {
        let clock = ContinuousClock()
        let whole = try clock.measure { _ = try run("key", "rotate") }
        var interrupted = 0
        for number in 0..<14 {
            let process = try scratch.start(["key", "rotate", "--workspace", "w"])
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            let end = clock.now + whole * Double(number + 1) / 14
            try process.run()
            while process.isRunning, clock.now < end {}
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            if process.terminationReason == .uncaughtSignal { interrupted += 1 }
            try expectAllOpen("killed after \(number + 1)/14")
            // No temporary file is left next to the keys.
            let before = try keys
            let again = try run("key", "rotate")
            #expect(again.code == 0, "\(again.err)")
            try expectAllOpen("and rotated again")
            #expect(try keys.count <= before.count + 1)
            #expect(try run("key", "verify").err == "", "no rotation is left unfinished")
        }
        #expect(interrupted > 0)
    }

    @Test func twoRotationsAtOnceComeOneAfterTheOther() throws {
        let processes = try (0..<4).map { _ in
            try scratch.start(["key", "rotate", "--workspace", "w"])
        }
        for process in processes {
            process.standardOutput = FileHandle.nullDevice
            try process.run()
        }
        for process in processes { process.waitUntilExit() }
        #expect(processes.allSatisfy { $0.terminationStatus == 0 })
        #expect(try keys == ["k5", "k4", "k3", "k2", "k1"])
        try expectAllOpen("after four at once")
        for name in ["k1", "k2", "k3", "k4"] { #expect(try run("key", "retire", name).code == 0) }
        #expect(try keys == ["k5"])
        try expectAllOpen("with the last key alone")
    }
}
