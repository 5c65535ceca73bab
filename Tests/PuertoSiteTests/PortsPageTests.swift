import PuertoCore
import PuertoSite
import Testing

/// The slot map, where something else has ports of the machine.
@Suite struct PortsPageTests {
    private static let pages = ["portal/ports.html", "portal/en/ports.html"]

    private func fleet(_ ports: Set<Int>, at: Int = 1_763_000_000) throws -> Fleet {
        var fleet = Fleet.small
        fleet.observedPorts = [ObservedPorts(host: try Slug("local"), at: at, ports: ports)]
        return fleet
    }

    private func texts(_ fleet: Fleet) throws -> [String] {
        let workspace = try TestWorkspace.withFixture()
        try workspace.build(fleet, .both)
        return try Self.pages.map { try workspace.read("public/\($0)") }
    }

    /// Slots 1 and 5 are recorded, slot 3 is quarantined: their ports are their own stacks'.
    @Test func aMachineWhereOnlyClientsHaveTheirPortsChangesNoPage() throws {
        #expect(try texts(fleet([8001, 5433, 8003, 8005])) == texts(.small))
    }

    @Test func aSlotWithAPortInUseIsShownWithPortAndDay() throws {
        let found = try texts(fleet([8004, 5438]))
        for (page, words) in zip(
            found,
            [
                ("puerto 8004 en uso", "con un puerto en uso 2", "13 nov 2025"),
                ("port 8004 is in use", "with a port in use 2", "Nov 13, 2025"),
            ])
        {
            #expect(page.contains("<li class=\"k q\" title=\"\(words.0)\">4\n"))
            #expect(page.contains(words.1) && page.contains("id=\"in-use\""))
            #expect(page.contains(words.2), "\(page)")
            #expect(
                page.contains("<td class=\"right\">6</td><td class=\"right\"><code>5438</code>"))
            // The next one that is handed out.
            #expect(page.contains(">7\n"))
        }
        #expect(found[1].contains("<li class=n title=\"the next one\">7\n"))
    }

    /// A later look of the same day that finds the same leaves the page as it is.
    @Test func aLookWritesThePageWhenItShowsSomethingElse() throws {
        let workspace = try TestWorkspace.withFixture()
        try workspace.build(fleet([8004]), .both)
        #expect(try workspace.build(fleet([8004], at: 1_763_000_600), .both).written.isEmpty)
        #expect(
            try workspace.build(fleet([8004], at: 1_763_086_400), .both).written.sorted()
                == Self.pages.sorted())
        #expect(
            Set(try workspace.build(fleet([8006], at: 1_763_086_400), .both).written)
                .isSuperset(of: Self.pages))
        #expect(
            try workspace.build(fleet([8006, 8001], at: 1_763_086_400), .both).written.isEmpty)
    }
}
