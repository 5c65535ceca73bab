import GRDB
import PuertoCore
import TestSupport
import Testing

@testable import PuertoStore

@Suite struct RemovingTests {
    let workshop: Workshop
    let store: Store

    init() throws {
        workshop = try Workshop()
        store = try workshop.make()
        try store.add(.make("a"))
        try store.add(.make("b"))
    }

    func remove(_ slug: String) throws {
        try store.removeTenant(Slug(slug), by: .cli("test"))
    }

    @Test func itsSlotIsFreeAtOnceAndItsHistoryStays() throws {
        let slot = try store.tenant(Slug("a")).slot
        let before = try store.auditEntries(100).count
        try remove("a")
        let fleet = try store.fleet(auditLimit: 100)
        #expect(fleet.tenants.map(\.slug.text) == ["base", "b"] && fleet.quarantine.isEmpty)
        #expect(fleet.audit.contains { $0.action == "tenant.add" && $0.object == "a" })
        // The verb's line, and the one that the trigger writes of every removal.
        let new = Array(try store.auditEntries(100).reversed().dropFirst(before))
        #expect(new.map(\.actor) == ["cli:test", "sql"])
        #expect(new.allSatisfy { $0.action == "tenant.remove" && $0.side == .operating })
        #expect(new[0].detail.contains("slot: local/\(slot.number)"))
        #expect(try store.add(.make("c")).tenant.slot == slot)
        _ = try workshop.open()
    }

    /// A slot is one of a host.
    @Test func theSameSlotOfAnotherHostStaysQuarantined() throws {
        let store = try Workshop(hosts: ["local", "second"]).make()
        try store.add(.make("a", host: "second", slot: 5))
        _ = try store.edit("a") { ($0.host, $0.slot) = (try Slug("local"), try Slot(5)) }
        try store.removeTenant(Slug("a"), by: .cli("test"))
        #expect(try store.fleet().quarantine.map { "\($0.host)/\($0.slot.number)" } == ["second/5"])
    }

    /// A system may have run that Puerto did not make.
    @Test func theSlotOfOneThatHadAStateIsQuarantined() throws {
        _ = try store.edit("a") { $0.status = .ready }
        _ = try store.edit("a") { $0.status = .draft }
        try remove("a")
        #expect(try store.fleet().quarantine.map(\.formerTenant) == ["a"])
    }

    /// Another place may not have it, and programs may ask for jobs.
    @Test func secretsOfItsOwnGoFirst() throws {
        _ = try store.setCredential(
            Slug("a"), .redis, isGenerated: false, by: .cli("test")
        ) { .pretend("given", $0) }
        let given = message { try remove("a") }
        #expect(given?.contains("(puerto credential generate a redis puts another") == true)
        _ = try store.setCredential(
            Slug("a"), .redis, isGenerated: true, by: .cli("test")
        ) { .pretend("made", $0) }
        let offer = HookSecretOffer(tenant: try Slug("a"), endsAt: nil)
        try store.addHookSecret(Slug("ci"), offer, by: .cli("test")) { _ in
            ([UInt8](repeating: 1, count: 12), [UInt8](repeating: 2, count: 48))
        }
        #expect(message { try remove("a") }?.contains("(puerto hook-secret revoke ci)") == true)
        try store.revokeHookSecret(Slug("ci"), after: 0, by: .cli("test"))
        try remove("a")
    }

    @Test func endedJobsAreNamed() throws {
        let job = try store.enqueue(JobRequest(.provision, Slug("a"), by: .cli("test")))
        _ = try store.cancel(job.id, by: .cli("test"))
        let name = "provision \(job.id.prefix(8))"
        #expect(try store.checkRemovable(Slug("a")).jobs == [name])
        try remove("a")
        let line = try #require(try store.auditEntries(2).last)
        #expect(line.detail.contains("job: \(name) dropped with its log"))
    }

    @Test func oneWhoseProvisioningNeverMadeAnythingBecomesADraftFirst() throws {
        _ = try store.edit("a") { $0.status = .provisioning }
        let found = message { try remove("a") }
        #expect(
            found?.contains("puerto tenant edit a --status draft, then puerto tenant remove a")
                == true)
        _ = try store.edit("a") { $0.status = .draft }
        try remove("a")
    }

    @Test(arguments: Tenant.Status.allCases.filter { $0 != .draft && $0 != .provisioning })
    func aClientThatMayRunIsArchivedInstead(status: Tenant.Status) throws {
        _ = try store.edit("a") { $0.status = status }
        let found = message { try remove("a") }
        #expect(found?.contains("puerto archive a --reason TEXT stops it for good") == true)
        #expect(try store.tenant(Slug("a")).status == status)
    }

    /// Whatever its record says now.
    @Test(arguments: [
        "INSERT INTO stack (tenant, applied) VALUES (1, '\(String(repeating: "a", count: 64))')",
        "INSERT INTO stack_image (tenant, service, image) VALUES (1, 'redis', 'redis:7')",
    ])
    func aDraftThatRanStays(sql: String) throws {
        try workshop.raw().write { try $0.execute(sql: sql) }
        #expect(code { try remove("a") } == .conflict)
    }

    @Test func aClientWithAJobIsBusyAndTheBaseSystemIsProtected() throws {
        _ = try store.enqueue(JobRequest(.provision, Slug("a"), by: .cli("test")))
        #expect(code { try remove("a") } == .busy)
        #expect(code { try remove("base") } == .protected)
        #expect(code { try remove("nobody") } == .notFound)
    }
}
