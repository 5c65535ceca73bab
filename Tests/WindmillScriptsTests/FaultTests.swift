import PuertoCore
import TestSupport
import Testing
import Windmill

@testable import WindmillScripts

/// A server that fails at each request of a push, and a push that is killed after each.
@Suite struct FaultTests {
    private func layout() throws -> Layout {
        var layout = try Folder(Folder.everyKind).layout().filled(with: Folder.values)
        try layout.add(PushTests.services.items)
        return layout
    }

    /// The second layout: every item differs.
    private func changed() throws -> Layout {
        var layout = try layout()
        for (key, item) in layout.items where !item.isOnlyMade {
            var item = item
            if item.secret != nil { item.secret = SecretText("another-secret") }
            item.fields[
                key.kind.fields.contains { $0.name == "summary" } ? "summary" : "description"] =
                "changed"
            if key.kind == .schedule { item.fields["script_path"] = "f/sales/plain" }
            layout.add(item, at: "x")
        }
        return layout
    }

    /// The items without what differs from run to run.
    private func world(_ bench: Bench) -> [String: [String: [String: JSONValue]]] {
        bench.inWorld { world in
            world.items.mapValues { list in
                list.mapValues { $0.filter { !["hash", "edited_at"].contains($0.key) } }
            }
        }
    }

    @Test(arguments: ModelServer.Fault.allCases)
    func afterAnyFaultTheNextPushComesToTheSameEnd(fault: ModelServer.Fault) async throws {
        let whole = try Bench()
        try await whole.push(layout())
        whole.server.begin()
        try await whole.push(changed())
        let expected = world(whole)
        let count = whole.server.requests.count
        #expect(count > 40)
        // Each request has one fault at least. A silent server costs the client's patience.
        let step = fault == .silence ? 15 : 5
        let start = (ModelServer.Fault.allCases.firstIndex(of: fault) ?? 0) % 5
        let all = Array(stride(from: start, to: count, by: step))
        for number in sample(all, "pushes after \(fault)", share: 0.35) {
            let bench = try Bench()
            try await bench.push(layout())
            bench.server.begin(fault, at: number)
            let client = try fault == .silence ? bench.server.impatient : bench.server.client
            var errors: [PuertoError] = []
            do { errors += try await bench.push(changed(), .quick, client).errors } catch {
                #expect(!"\(error)".contains("-secret"))
                if let error = error as? PuertoError { errors.append(error) }
            }
            #expect(errors.allSatisfy { !$0.description.contains("-secret") })
            bench.server.begin()
            let report = try await bench.push(changed())
            #expect(report.errors.isEmpty, "\(fault) at \(number): \(report.errors)")
            #expect(world(bench) == expected, "\(fault) at \(number)")
            #expect(bench.inWorld { $0.versions } == 4, "\(fault) at \(number)")
            bench.server.begin()
            try await bench.push(changed())
            #expect(bench.server.writes.isEmpty, "\(fault) at \(number): \(bench.server.writes)")
        }
    }

    @Test func aPushThatIsKilledIsFinishedByTheNext() async throws {
        let whole = try Bench()
        try await whole.push(layout())
        let expected = world(whole)
        let count = whole.server.requests.count
        for number in sample(Array(stride(from: 0, to: count, by: 5)), "killed", share: 0.35) {
            let bench = try Bench()
            bench.server.begin(.silence, at: number)
            // One request at a time: none but the silent one is under way when it ends.
            let push = Task { try await bench.push(try layout(), .quick(width: 1)) }
            while bench.server.requests.count <= number { await Task.yield() }
            push.cancel()
            _ = try? await push.value
            bench.server.begin()
            let report = try await bench.push(layout())
            #expect(report.errors.isEmpty && world(bench) == expected, "killed at \(number)")
            #expect(bench.inWorld { $0.versions } == 2)
        }
    }

    @Test func anErrorOfTheCallersRecordEndsThePush() async throws {
        let bench = try Bench()
        let plan = try await bench.plan(layout())
        let full = PuertoError(.io, "the disk is full").spanish("el disco está lleno")
        let push = try ScriptPush(bench.server.client, Bench.key(), .quick) { _, _ in throw full }
        let error = await #expect(throws: PuertoError.self) { try await push.run(plan) }
        #expect(error?.message == "the disk is full" && bench.server.writes.count == 3)
        let other = try ScriptPush(bench.server.client, Bench.key(), .quick) { _, _ in
            throw WindmillError.noAuthentication
        }
        let again = try await bench.plan(layout())
        await #expect(throws: WindmillError.noAuthentication) { try await other.run(again) }
    }
}
