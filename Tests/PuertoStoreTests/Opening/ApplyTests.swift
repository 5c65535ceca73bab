import PuertoCore
import TestSupport
import Testing

@testable import PuertoStore

@Suite struct ApplyTests {
    @Test func theSameConfigurationChangesNothing() throws {
        let workshop = try Workshop()
        let store = try workshop.make()
        let before = try store.fleet(auditLimit: 100).audit
        #expect(try store.apply(workshop.configuration, by: .cli("test")) == [])
        #expect(try store.fleet(auditLimit: 100).audit == before)
        #expect(
            before.map(\.action).sorted() == ["host.add", "plan.add", "plan.add", "tenant.add"])
    }

    @Test func hostsAndPlansFollowTheFileInItsOrder() throws {
        let workshop = try Workshop()
        let store = try workshop.make()
        var configuration = try Workshop.configuration(
            hosts: ["local", "zeta", "alfa"], plans: ["pro", "big"])
        configuration.plans[0].monthly = 9900
        let changes = try store.apply(configuration, by: .cli("ana"))
        #expect(
            changes == [
                "host.add zeta", "host.add alfa", "plan.remove basic", "plan.edit pro",
                "plan.add big",
            ])
        let fleet = try store.fleet(auditLimit: 2)
        #expect(fleet.hosts == configuration.hosts)
        #expect(fleet.plans == configuration.plans)
        #expect(fleet.audit[1].detail == "name: pro\nmonthly: 4900 → 9900")
        #expect(fleet.audit[1].actor == "cli:ana")
        _ = try store.apply(workshop.configuration, by: .cli("ana"))
        #expect(try store.fleet().hosts == workshop.configuration.hosts)
    }

    @Test func aHostOrPlanInUseStays() throws {
        let store = try Workshop(hosts: ["local", "second"]).make()
        try store.add(.make("a", host: "second", plan: "pro"))
        let fewerHosts = try Workshop.configuration(hosts: ["local"])
        #expect(
            message { try store.apply(fewerHosts, by: .cli("test")) }
                == "host 'second' is gone from puerto.yaml but in use by 'a' "
                + "(put it back, or edit those tenants first)")
        let fewerPlans = try Workshop.configuration(hosts: ["local", "second"], plans: ["basic"])
        #expect(code { try store.apply(fewerPlans, by: .cli("test")) } == .conflict)
        #expect(try store.fleet().plans.count == 2)
    }

    @Test func anotherPortRuleIsRefusedWithTheOldOne() throws {
        let workshop = try Workshop()
        try workshop.make().close()
        let ports = try PortRule(app: 9000)
        let store = try Store.open(
            workshop.path, ports: ports, options: workshop.options)
        #expect(
            message { try store.apply(Workshop.configuration(ports: ports), by: .cli("test")) }
                == "'ports.app' is not what the recorded ports were made with "
                + "(write 'app: 8000' under 'ports' in puerto.yaml)")
    }
}
