import PuertoCore
import Testing

@Suite struct SlotMapTests {
    @Test func everySlotHasOneStateWithItsReason() throws {
        let host = Host(name: try Slug("local"), address: "localhost")
        let slug = try Slug("a")
        let tenant = Tenant(
            slug: slug, name: "A", kind: .client, host: host.name, slot: try Slot(80),
            ports: Ports(app: 8080, postgres: 5512, redis: 6459),
            containers: Containers(slug: slug), contact: Contact(), language: .es, plan: nil,
            status: .ready, since: nil, dashboards: [], tags: [], onboardingToken: "")
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
}
