import Foundation
import ServerSupport
import TestSupport
import Testing
import Windmill
import WindmillSetup

/// Every accident at every request of a whole setup: it fails with an error that names the call and
/// has no secret, or is not harmed; run again, it comes to the same end.
@Suite struct MatrixTests {
    @Test func eachAccidentAtEachRequestIsMended() async throws {
        let (lines, end) = try await Self.undisturbed()
        var faults: [ModelInstance.Fault] = []
        for kind in ModelInstance.Fault.Kind.allCases {
            for (number, line) in lines.enumerated() {
                faults.append(.init(kind: kind, number: number, isCarriedOut: false))
                guard !line.hasPrefix("GET ") else { continue }
                faults.append(.init(kind: kind, number: number, isCarriedOut: true))
            }
        }
        faults = sample(faults, "accidents of a setup", share: 0.25)
        let failed = try await Self.each(faults) { try await Self.accident($0, end) }
        print("accidents: \(faults.count), of which \(failed) ended a run")
        #expect(failed > faults.count / 3)
    }

    @Test func aRunThatIsAbandonedAtAnyRequestIsFinishedByTheNext() async throws {
        let (lines, end) = try await Self.undisturbed()
        let all = lines.indices.flatMap { number in
            [false, true].map {
                ModelInstance.Fault(kind: .hung, number: number, isCarriedOut: $0)
            }
        }
        let faults = sample(all, "abandoned setups", share: 0.25)
        let ended = try await Self.each(faults) { try await Self.abandonment($0, end) }
        #expect(ended == faults.count)
    }

    /// The requests of a run without an accident, and the state that it comes to.
    private static func undisturbed() async throws -> ([String], String) {
        let model = ModelInstance()
        let server = try model.server()
        try await Bootstrap().run(try Bootstrap.setup(server))
        return (server.requests.map(\.line), model.withState { $0.summary })
    }

    /// Runs the check for all, eight at a time. Returns how many of them were true.
    private static func each(
        _ faults: [ModelInstance.Fault],
        _ check: @escaping @Sendable (ModelInstance.Fault) async throws -> Bool
    ) async throws -> Int {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            var count = 0
            for (number, fault) in faults.enumerated() {
                if number >= 8, try await group.next() == true { count += 1 }
                group.addTask { try await check(fault) }
            }
            for try await found in group where found { count += 1 }
            return count
        }
    }

    /// Whether the accident has ended the first run.
    private static func accident(_ fault: ModelInstance.Fault, _ end: String) async throws -> Bool {
        let model = ModelInstance()
        let server = try model.server()
        let bootstrap = Bootstrap()
        model.order(fault)
        var limits = WindmillLimits.patient
        if fault.kind == .hung { limits.silence = .seconds(3) }
        var hasFailed = false
        do { try await bootstrap.run(try Bootstrap.setup(server, nil, limits)) } catch {
            hasFailed = true
            check("\(error)", names: named(fault, server.requests.map(\.line)), "\(fault)")
        }
        model.order(nil)
        try await finish(model, server, bootstrap, end, "\(fault)")
        return hasFailed
    }

    /// Whether the run has ended with its cancellation.
    private static func abandonment(_ fault: ModelInstance.Fault, _ end: String) async throws
        -> Bool
    {
        let model = ModelInstance()
        let server = try model.server()
        let bootstrap = Bootstrap()
        model.order(fault)
        let setup = try Bootstrap.setup(server)
        let run = Task { try await bootstrap.run(setup) }
        var count = 0
        for await event in server.events {
            if case .request = event { count += 1 }
            if count > fault.number { break }
        }
        run.cancel()
        let result = await run.result
        model.order(nil)
        try await finish(model, server, bootstrap, end, "abandoned \(fault)")
        guard case .failure(let error) = result else { return false }
        return error is CancellationError
    }

    /// What the error has to contain. On a busy machine another call may be the one that is late,
    /// and what is wrong with garbage may be seen by the call after it.
    private static func named(_ fault: ModelInstance.Fault, _ lines: [String]) -> String? {
        switch fault.kind {
        case .garbage: nil
        case .hung: "/api/"
        case .broken, .busy, .half, .closed: lines[fault.number]
        }
    }

    private static func check(_ text: String, names line: String?, _ place: String) {
        for secret in Bootstrap.secrets + ["changeme"] {
            #expect(!text.contains(secret), "\(place): \(text)")
        }
        guard var path = line?.split(separator: "?").first.map(String.init) else { return }
        if let start = path.range(of: "tokens/delete/") {
            path = String(path[..<start.upperBound]) + "…"
        }
        #expect(text.contains(path), "\(place): \(text)")
    }

    /// Runs again without an accident.
    private static func finish(
        _ model: ModelInstance, _ server: ScriptedServer, _ bootstrap: Bootstrap, _ end: String,
        _ place: String
    ) async throws {
        try await bootstrap.run(try Bootstrap.setup(server))
        model.withState { state in
            #expect(state.summary == end, "\(place)")
            // A session of the client's that an accident left ends by itself.
            #expect(state.tokens.count { $0.email == "ana@acme.mx" } <= 1, "\(place)")
            let own = state.tokens.filter { $0.label == "puerto" }.map(\.text)
            #expect(own == [bootstrap.token?.secret.text], "\(place)")
        }
    }
}
