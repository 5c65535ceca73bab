import GRDB
import PuertoCore
import Synchronization
import TestSupport
import Testing

@testable import PuertoStore

/// Ports in use, as looks at the machine recorded them.
@Suite struct PortsInUseTests {
    private let workshop: Workshop
    private let store: Store
    private let here: Slug

    init() throws {
        workshop = try Workshop(hosts: ["local", "second"])
        store = try workshop.make()
        here = try Slug("local")
    }

    private func seen() throws -> [ObservedPorts] { try store.fleet().observedPorts }

    private func pass(_ seconds: Int) { workshop.clock.withLock { $0 += seconds } }

    @Test func aSlotIsChosenByWhatWasSeen() throws {
        try store.recordPortsInUse([8001, 5434, 6382], on: here)
        #expect(try store.add(.make("a")).tenant.slot.number == 4)
        #expect(try store.add(.make("b", host: "second")).tenant.slot.number == 1)
        #expect(try store.add(.make("c", slot: 2)).tenant.slot.number == 2)
        let moved = try store.edit("b") { ($0.host, $0.slot) = (here, nil) }
        #expect(moved.tenant.slot.number == 5)
        _ = try store.importAll([.make("d", name: "D")])
        #expect(try store.tenant(Slug("d")).slot.number == 6)
        try store.recordPortsInUse([], on: here)
        #expect(try store.add(.make("e")).tenant.slot.number == 1)
    }

    @Test func theWebTierChoosesByWhatWasSeen() throws {
        try store.recordPortsInUse([8001], on: here)
        let web = try Store.attach(workshop.path, options: workshop.options).store
        _ = try web.admit(.make("new"), language: .en, key: nil, by: .web(try Slug("ana")))
        #expect(try store.tenant(Slug("new")).slot.number == 2)
    }

    @Test func aFreshLookCountsMoreThanTheRecordedOne() throws {
        try store.recordPortsInUse([8001], on: here)
        var options = workshop.options
        options.portsInUse = { [here] in $0 == here ? [8002] : nil }
        let looking = store.following(workshop.configuration.ports, options)
        #expect(try looking.add(.make("a")).tenant.slot.number == 1)
        #expect(try looking.add(.make("b")).tenant.slot.number == 3)
    }

    @Test func onlyPortsOfSlotsAreRecordedWithTheTime() throws {
        #expect(try seen().isEmpty)
        try store.recordPortsInUse([22, 8003, 5432, 65000], on: here)
        #expect(
            try seen() == [ObservedPorts(host: here, at: 1_700_000_000, ports: [5432, 8003])])
        #expect(try store.records().observedPorts == seen())
    }

    /// Whoever reads the file would read it again after every look.
    @Test func theSamePortsAreRecordedAgainAfterTenMinutes() throws {
        try store.recordPortsInUse([8003], on: here)
        let files = try workshop.files()
        pass(599)
        try store.recordPortsInUse([8003], on: here)
        #expect(try workshop.files() == files)
        try store.recordPortsInUse([8004], on: here)
        #expect(try seen().map(\.ports) == [[8004]])
        pass(600)
        try store.recordPortsInUse([8004], on: here)
        #expect(try seen().map(\.at) == [1_700_001_199])
    }

    @Test func whatWasSeenCanBeForgotten() throws {
        try store.recordPortsInUse([8001], on: here)
        try store.recordPortsInUse(nil, on: here)
        #expect(try seen().isEmpty)
        #expect(try store.add(.make("a")).tenant.slot.number == 1)
    }

    @Test func aHostThatGoesTakesItsPortsAlong() throws {
        try store.recordPortsInUse([8001], on: Slug("second"))
        try store.recordPortsInUse([8001], on: Slug("unknown"))
        #expect(try seen().map(\.host.text) == ["second"])
        try store.apply(Workshop.configuration(), by: .cli("test"))
        #expect(try seen().isEmpty)
    }

    @Test func aFullHostSaysHowManySlotsHaveAPortInUse() throws {
        let used = Set(Slot.clients.map { 8000 + $0.number }).subtracting([8001])
        try store.recordPortsInUse(used, on: here)
        try store.add(.make("a"))
        let free = Slot.clients.count { PortRule.standard.reasonToSkip($0) == nil }
        #expect(
            message { try store.add(.make("late")) }
                == "no slot is free on 'local': 2 recorded, 0 quarantined, \(free - 1) with a port "
                + "in use (ask for a skipped one, as slot 64, or another host)")
    }

    @Test(arguments: ["8003 8001", "8001 99999", "many"])
    func portsThatOnlySQLCanHaveWrittenAreDamage(text: String) throws {
        try store.recordPortsInUse([8001], on: here)
        try workshop.raw().write { db in
            try db.execute(
                sql:
                    "PRAGMA ignore_check_constraints = ON; UPDATE observed_ports SET ports = '\(text)'"
            )
        }
        #expect(code { try store.fleet() } == .damaged)
        #expect(code { try store.add(.make("a")) } == .damaged)
    }
}
