import PuertoCore
import TestSupport
import Testing

@Suite struct SlotMapTests {
    @Test func everySlotHasOneStateWithItsReason() throws {
        let host = Host(name: try Slug("local"), address: "localhost")
        let slug = try Slug("a")
        let tenant = try Tenant.make("a", slot: 80, host: "local")
        let held = [(2, 200), (3, 100)].map { number, until in
            QuarantinedSlot(
                host: host.name, slot: Slot.clients[number - 1], formerTenant: "b", until: until)
        }
        let fleet = Fleet(hosts: [host], plans: [], tenants: [tenant], quarantine: held)
        let map = SlotMap(of: host, in: fleet, ports: try PortRule(skip: [5: "printer"]), now: 100)
        let states = map.slots.map(\.state)
        #expect(states.count == 947)
        #expect(states[0] == .reserved && states[1] == .free && states[3] == .free)
        #expect(states[2] == .quarantined(formerTenant: "b", until: 200))
        #expect(states[5] == .skipped(.operator("printer")))
        #expect(states[64] == .skipped(.wellKnown(6443, "Kubernetes API")))
        #expect(states[80] == .recorded(slug))
        #expect(map.freeCount == states.count { $0 == .free })
    }

    /// The map has a port of each kind in use, a recorded slot whose stack runs, a skipped and a
    /// quarantined slot.
    @Test func aSlotWhosePortSomethingElseHasIsInUse() throws {
        let (here, there) = (try Slug("local"), try Slug("second"))
        let seen = [here, there].map { host in
            ObservedPorts(
                host: host, at: 1,
                ports: host == here ? [8001, 5434, 6382, 8004, 8005, 8006, 8947] : [8007])
        }
        func map(_ host: Slug) throws -> SlotMap {
            SlotMap(
                of: Host(name: host, address: "localhost"), recorded: [try Slot(4): try Slug("a")],
                resting: [
                    QuarantinedSlot(host: host, slot: try Slot(5), formerTenant: "b", until: 9)
                ], ports: try PortRule(skip: [6: "printer"]),
                inUse: Set(seen.first { $0.host == host }?.ports ?? []))
        }
        let states = try map(here).slots.map(\.state)
        #expect(
            states[1...3] == [.inUse(port: 8001), .inUse(port: 5434), .inUse(port: 6382)])
        #expect(states[4] == .recorded(try Slug("a")) && states[7] == .free)
        #expect(states[5] == .quarantined(formerTenant: "b", until: 9))
        #expect(states[6] == .skipped(.operator("printer")))
        #expect(try map(here).portsInUse.map(\.port) == [8001, 5434, 6382])
        #expect(try map(there).freeCount == map(here).freeCount + 2)
        let fleet = Fleet(
            hosts: [Host(name: here, address: "a")], plans: [], tenants: [], observedPorts: seen)
        let ofFleet = SlotMap(of: fleet.hosts[0], in: fleet, ports: .standard, now: 1)
        #expect(ofFleet.portsInUse.map(\.slot.number) == [1, 2, 3, 4, 5, 6])
    }

    @Test func onlyPortsInsideTheThreeRangesAreOfASlot() {
        let found = [1, 5431, 5432, 6378, 6379, 7325, 7326, 7999, 8000, 8946, 8947, 65535]
            .filter(PortRule.standard.isOfSomeSlot)
        #expect(found == [5432, 6378, 6379, 7325, 8000, 8946])
    }
}
