import Foundation
import GRDB
import PuertoCore
import Synchronization
import TestSupport
import Testing

@testable import PuertoStore

@Suite struct SlotTests {
    @Test func theLowestFreeSlotIsGivenWithItsPorts() throws {
        let store = try Workshop(ports: PortRule(skip: [2: "printer"])).make()
        let slots = try ["a", "b", "c"].map { try store.add(.make($0)).tenant }
        #expect(slots.map(\.slot.number) == [1, 3, 4])
        #expect(slots[1].ports == Ports(app: 8003, postgres: 5435, redis: 6382))
        #expect(try store.fleet().tenants.map(\.slug.text) == ["base", "a", "b", "c"])
    }

    @Test func wellKnownPortsAreLeftOut() throws {
        let store = try Workshop().make()
        let drafts = try (1...80).map { try TenantDraft.make("t\($0)") }
        _ = try store.importAll(drafts)
        let given = try store.fleet().tenants.map(\.slot.number)
        // 6443 is the Kubernetes API, 8080 an alternative HTTP port.
        #expect(!given.contains(64) && !given.contains(80))
    }

    /// One port in use of each kind. A slot that is asked for is given nevertheless.
    @Test func slotsWhosePortsAreInUseAreLeftOut() throws {
        let workshop = try Workshop(hosts: ["local", "second"])
        try workshop.make().close()
        var options = workshop.options
        options.portsInUse = { $0.text == "local" ? [8001, 5434, 6382, 9000] : [] }
        let store = try Store.open(workshop.path, options: options)
        #expect(try store.add(.make("a")).tenant.slot.number == 4)
        #expect(try store.add(.make("b", host: "second")).tenant.slot.number == 1)
        #expect(try store.add(.make("c", slot: 2)).tenant.slot.number == 2)
        let imported = try store.importAll([.make("d", name: "D"), .make("e", name: "E")])
        #expect(imported.added.count == 2)
        #expect(try ["d", "e"].map { try store.tenant(Slug($0)).slot.number } == [5, 6])
    }

    @Test func aSkippedSlotIsGivenWhenAskedForAndSaidWhy() throws {
        let store = try Workshop().make()
        let done = try store.add(.make("a", slot: 80))
        #expect(done.tenant.ports.app == 8080)
        #expect(done.warning == "slot local/80 is one to skip: port 8080 is HTTP alternative")
    }

    @Test func aTakenSlotIsRefusedWithItsOwner() throws {
        let store = try Workshop().make()
        try store.add(.make("a"))
        #expect(
            message { try store.add(.make("b", slot: 1)) }
                == "slot 1 on 'local' belongs to 'a' (leave the slot out for the lowest free one, 2)"
        )
    }

    @Test func aVacatedSlotIsQuarantinedForThirtyDays() throws {
        let workshop = try Workshop()
        let store = try workshop.make()
        try store.add(.make("a"))
        _ = try store.edit("a") { $0.slot = try Slot(5) }
        #expect(try store.add(.make("b")).tenant.slot.number == 2)
        #expect(
            message { try store.add(.make("c", slot: 1)) }?.hasPrefix(
                "slot 1 on 'local' belonged to 'a' and is quarantined until 2023-12-14") == true)
        let held = try store.fleet().quarantine
        #expect(held.map(\.formerTenant) == ["a"])
        #expect(held.map(\.until) == [1_700_000_000 + 30 * 86400])
        workshop.clock.withLock { $0 += 30 * 86400 }
        #expect(try store.add(.make("c")).tenant.slot.number == 1)
        #expect(try store.fleet().quarantine == [])
    }

    @Test func itsFormerTenantMayComeBackToAQuarantinedSlot() throws {
        let store = try Workshop().make()
        try store.add(.make("a"))
        _ = try store.edit("a") { $0.slot = try Slot(5) }
        let back = try store.edit("a") { $0.slot = try Slot(1) }
        #expect(back.changes == ["slot: 5 → 1", "ports: 8005 5437 6384 → 8001 5433 6380"])
        #expect(try store.fleet().quarantine.map(\.slot.number) == [5])
    }

    @Test func anotherHostHasSlotsOfItsOwn() throws {
        let store = try Workshop(hosts: ["local", "second"]).make()
        #expect(try store.add(.make("a")).tenant.slot.number == 1)
        #expect(try store.add(.make("b", host: "second")).tenant.slot.number == 1)
        let moved = try store.edit("a") {
            $0.host = try Slug("second")
            $0.slot = nil
        }
        #expect(moved.tenant.slot.number == 2)
        #expect(
            message { try store.add(.make("c", host: "secnod")) }
                == "there is no host 'secnod' (did you mean 'second'?)")
    }

    @Test func aFullHostSaysWhatIsLeft() throws {
        let store = try Workshop().make()
        let plan = PortRule.standard
        let free = Slot.clients.filter { plan.reasonToSkip($0) == nil }
        _ = try store.importAll(
            free.map { try .make("t\($0.number)", slot: $0.number) })
        #expect(
            message { try store.add(.make("late")) }
                == "no slot is free on 'local': \(free.count + 1) recorded, 0 quarantined "
                + "(ask for a skipped one, as slot 64, or another host)")
        #expect(code { try store.add(.make("late")) } == .exhausted)
    }

    @Test func aDeletedClientLeavesItsSlotQuarantined() throws {
        let workshop = try Workshop()
        let store = try workshop.make()
        try store.add(.make("a"))
        for foreignKeys in [true, false] {
            try store.add(.make("gone-\(foreignKeys)"))
            let raw = try workshop.raw(foreignKeys: foreignKeys)
            try raw.write { try $0.execute(sql: "DELETE FROM tenant WHERE slug LIKE 'gone%'") }
        }
        let fleet = try store.fleet()
        #expect(fleet.tenants.map(\.slug.text) == ["base", "a"])
        #expect(fleet.quarantine.map(\.formerTenant) == ["gone-true", "gone-false"])
        #expect(fleet.quarantine.map(\.slot.number) == [2, 3])
        let audit = try store.fleet(auditLimit: 1).audit
        #expect(audit.map(\.action) == ["tenant.remove"] && audit.map(\.actor) == ["sql"])
        #expect(audit.map(\.object) == ["gone-false"] && audit.map(\.outcome) == [.done])
        #expect(audit.map(\.detail) == ["name: Some client"])
        _ = try workshop.open()
    }

    @Test func aPortIsGivenOnceWhateverItsKind() throws {
        let workshop = try Workshop()
        try workshop.make().add(.make("a"))
        let raw = try workshop.raw()
        #expect(throws: DatabaseError.self) {
            try raw.write { db in
                try db.execute(
                    sql: "UPDATE service SET port = 8001 WHERE slot = 1 AND kind = 'redis'")
            }
        }
    }
}
