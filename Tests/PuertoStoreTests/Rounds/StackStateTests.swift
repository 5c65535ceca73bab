import GRDB
import PuertoCore
import TestSupport
import Testing

@testable import PuertoStore

@Suite struct StackStateTests {
    private func claimed(_ workshop: Workshop) throws -> (Store, Lease) {
        let store = try workshop.make(clients: "a")
        try store.ask(.restart, "a")
        return (store, try #require(try store.claim(by: "one")))
    }

    @Test func aStatusIsRecordedOnceWithTimeAndReason() throws {
        let workshop = try Workshop()
        let (store, lease) = try claimed(workshop)
        workshop.pass(10)
        try store.setStatus(.suspended, reason: "no pagó", lease)
        workshop.pass(10)
        try store.setStatus(.suspended, reason: "no pagó", lease)
        #expect(try store.tenant(Slug("a")).status == .suspended)
        var known = try store.operations("a")
        #expect(known.stateSince == 1_700_000_010 && known.reason == "no pagó")
        #expect(try store.history(2) == ["done job.add a", "done tenant.state a"])
        let line = try store.auditEntries(1)[0]
        #expect(line.actor == "job:\(lease.job.id.prefix(8))")
        #expect(line.detail == "status: ready → suspended\nreason: no pagó")
        // Another reason does not change the time of the status.
        try store.setStatus(.suspended, reason: "other", lease)
        known = try store.operations("a")
        #expect(known.stateSince == 1_700_000_010 && known.reason == "other")
        try store.setStatus(.ready, reason: nil, lease)
        known = try store.operations("a")
        #expect(known.stateSince == 1_700_000_020 && known.reason == nil)
    }

    @Test func provenImagesAreRecordedForTheClient() throws {
        let (store, lease) = try claimed(try Workshop())
        let redis = try ImageReference("redis:7.4.5")
        try store.setImages([.redis: redis], lease)
        try store.setImages([.redis: redis], lease)
        #expect(try store.tenant(Slug("a")).stack.images == [.redis: redis])
        #expect(try store.history(2) == ["done job.add a", "done tenant.edit a"])
        #expect(try store.auditEntries(1)[0].detail == "stack: – → image.redis=redis:7.4.5")
        try store.setImages([.postgres: try ImageReference("postgres:16.10")], lease)
        #expect(
            try store.tenant(Slug("a")).stack.text
                == "image.postgres=postgres:16.10 image.redis=redis:7.4.5")
    }

    @Test func theAppliedDigestIsRecorded() throws {
        let (store, lease) = try claimed(try Workshop())
        #expect(try store.stack(of: Slug("a")).applied == nil)
        let digest = String(repeating: "0a", count: 32)
        try store.setApplied(digest, lease)
        #expect(try store.stack(of: Slug("a")).applied == digest)
        #expect(code { try store.setApplied("no digest", lease) } == .constraint)
        try store.setApplied(nil, lease)
        #expect(try store.stack(of: Slug("a")).applied == nil)
    }

    @Test func theFactsOfAStackAreReadInOneTransaction() throws {
        let store = try Workshop().make()
        try store.add(.make("a", slot: 9, plan: "pro"))
        let facts = try store.stack(of: Slug("a"))
        #expect(facts.workspace == (try store.workspaceID()) && facts.id == 1)
        #expect(facts.tenant == (try store.tenant(Slug("a"))) && facts.plan?.id == "pro")
        #expect(facts.subnet == SubnetPool.standard.block(of: try Slot(9)))
        #expect(Set(facts.credentials.keys) == Set(CredentialField.allCases))
        #expect(facts.next.isEmpty)
        #expect(code { try store.stack(of: Slug("b")) } == .notFound)
    }

    @Test(arguments: [
        "INSERT INTO stack (tenant, options) VALUES (0, 'redis=off')",
        "INSERT INTO stack (tenant, applied) VALUES (0, hex(zeroblob(32)))",
        "INSERT INTO stack (tenant) VALUES (0); UPDATE stack SET options = 'redis=off' WHERE tenant = 0",
        "UPDATE stack SET tenant = 0, options = 'redis=off' WHERE tenant = 1",
    ])
    func theBaseSystemHasNoStackOfPuertos(sql: String) throws {
        let workshop = try Workshop()
        let (store, lease) = try claimed(workshop)
        try store.setApplied(nil, lease)
        #expect(throws: (any Error).self) {
            try workshop.raw().write { try $0.execute(sql: sql) }
        }
        #expect(try store.tenant(Slug("base")).stack == StackOptions())
    }
}
