import Foundation
import PuertoCore
import PuertoEngine
import PuertoJobs
import PuertoStore
import Testing

/// What `doctor` says of the world around the clients: routes, and clients that only the engine
/// knows.
@Suite struct WorldDriftTests {
    /// Answers by the first word of the arguments; anything else is answered with nothing.
    private func world(
        _ bench: Bench, _ answers: [String: String] = [:], routes: String = ""
    ) throws -> JobWorld {
        let runner = ProcessRunner { command, _ in
            let isAboutAll = command.arguments.contains("--quiet")
            let answer = isAboutAll ? "" : answers[command.arguments[0]] ?? ""
            return ProcessRunner.Ended(status: 0, output: answer)
        }
        let engine = ContainerEngine(
            docker: DockerCommand(), compose: ComposeCommand(words: ["docker-compose"]),
            version: "20.10.24", runner: runner)
        return JobWorld(
            store: bench.store, vault: bench.vault, settings: .standard,
            home: try Slug("local"), url: { "https://\($0.slug).example" },
            stacks: bench.folder + "/stacks", engine: { engine },
            machine: Machine { $0 == "/proc/net/route" ? routes : "" }, rebuild: { "" })
    }

    private func comparison(
        _ bench: Bench, _ answers: [String: String] = [:], routes: String = "", live: Store? = nil
    ) async throws -> Comparison {
        var world = try world(bench, answers, routes: routes)
        world.live = live
        return try await Comparison(world)
    }

    private func add(_ slug: String, _ status: Tenant.Status, _ bench: Bench) throws {
        let draft = TenantDraft(slug: try Slug(slug), name: slug, status: status)
        _ = try bench.store.addTenant(draft, language: .en, by: .cli("test"))
    }

    /// A table as Linux writes it: the destination and the mask in hex, in the machine's order.
    private static func table(_ rows: (destination: String, mask: String)...) -> String {
        "Iface\tDestination\n"
            + rows.map { "tun0\t\($0.destination)\t0\t1\t0\t0\t0\t\($0.mask)\t0\t0\t0\n" }.joined()
    }

    @Test func aVPNThatCameLaterIsTold() async throws {
        let bench = try Bench(isKeyed: true)
        try add("acme", .ready, bench)
        try add("new", .draft, bench)
        let slugs = [try Slug("acme"), try Slug("new")]
        // 0.0.0.0/1, 128.0.0.0/1 and 10.213.0.0/16.
        let halves = ("00000000", "00000080")
        let routes = Self.table(halves, ("00000080", "00000080"), ("0000D50A", "0000FFFF"))
        let found = try await comparison(bench, routes: routes).routeDrift(of: slugs)
        #expect(found.map { $0.slug.text } == ["acme"])
        #expect(
            found.map { $0.drift } == [
                Drift(
                    .network, subject: "10.213.0.64/28",
                    found: "meets this machine's route 10.213.0.0/16, as of a VPN",
                    mend:
                        "end that, or puerto tenant edit acme --slot N, then puerto reconcile acme")
            ])
        let whole = try await comparison(bench, routes: Self.table(halves)).routeDrift(of: slugs)
        #expect(whole.isEmpty)
    }

    @Test func clientsThatOnlyTheEngineKnowsComeFirst() async throws {
        let bench = try Bench(isKeyed: true)
        try add("acme", .ready, bench)
        let listing = "x_redis\t2\tlost\t\nx_app\t2\tlost\t\nacme_redis\t1\tother\t\n"
        let found = try await comparison(bench, ["ps": listing]).identityDrift()
        let unsure = try #require(found.first)
        #expect(unsure.subject == "workspace" && unsure.mend.contains("puerto workspace moved"))
        #expect(
            found.dropFirst().map { "\($0.subject): \($0.found): \($0.mend)" } == [
                "client 1: the engine calls it 'other', the records 'acme': an older database?: "
                    + "puerto tenant recover 1",
                "client 2: the world knows client 2 ('lost'), the records do not: an older "
                    + "database?: puerto tenant recover 2",
            ])
    }

    @Test func whatIsAsRecordedIsNothing() async throws {
        let bench = try Bench(isKeyed: true)
        try add("acme", .ready, bench)
        let draft = try Slug("renamed")
        _ = try bench.store.editTenant(Slug("acme"), by: .cli("test")) { $0.slug = draft }
        let found = try await comparison(
            bench, ["ps": "acme_redis\t1\tacme\t\n", "volume": "v\t1\trenamed\t\n"]
        )
        .identityDrift()
        #expect(found.isEmpty)
    }

    /// `doctor` works on a copy of the records, and asks the engine minutes later.
    @Test func aClientThatWasMadeMeanwhileIsNotLost() async throws {
        let (copy, live) = (try Bench(isKeyed: true), try Bench(isKeyed: true))
        try add("acme", .ready, copy)
        try add("acme", .ready, live)
        try add("new", .ready, live)
        let listing = ["ps": "acme_redis\t1\tacme\t\nnew_redis\t2\tnew\t\n"]
        #expect(try await comparison(copy, listing).identityDrift().count == 2)
        #expect(try await comparison(copy, listing, live: live.store).identityDrift().isEmpty)
    }

    @Test func aPasswordThatIsNotRecordedHasAWayIntoTheRecords() throws {
        let bench = try Bench(isKeyed: true)
        try add("acme", .ready, bench)
        try add("new", .draft, bench)
        let (jobs, acme) = (try world(bench), try Slug("acme"))
        #expect(
            try jobs.wayToRecord(acme, .redis) == "puerto credential set acme redis < FILE")
        let secrets = bench.folder + "/stacks/acme/secrets"
        try FileManager.default.createDirectory(
            atPath: secrets, withIntermediateDirectories: true)
        try Data("filed".utf8).write(to: URL(fileURLWithPath: secrets + "/redis_password"))
        #expect(try jobs.wayToRecord(acme, .redis) == "puerto credential adopt acme redis")
        #expect(
            try jobs.wayToRecord(acme, .postgres) == "puerto credential set acme postgres < FILE")
        #expect(try jobs.wayToRecord(Slug("new"), .redis) == nil)
    }
}
