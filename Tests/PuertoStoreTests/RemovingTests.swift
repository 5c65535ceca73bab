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

    @Test(arguments: Tenant.Status.allCases.filter { $0 != .draft })
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
