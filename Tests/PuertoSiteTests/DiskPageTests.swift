import PuertoCore
import PuertoSite
import Testing

/// What pages say of the disk. The plan `basic` has 20 GB.
@Suite struct DiskPageTests {
    private func fleet(
        _ mib: Int?, status: Tenant.Status = .ready, reason: String? = nil,
        room: DiskRoom.State? = nil
    ) throws -> Fleet {
        var fleet = Fleet.small
        let acme = try Slug("acme")
        for index in fleet.tenants.indices where fleet.tenants[index].slug == acme {
            fleet.tenants[index].status = status
        }
        fleet.operations[acme] = Operations(
            reason: reason,
            disk: mib.map { DiskUse(at: 1_763_000_000, volumes: $0, layers: 0, sunset: 900) })
        if let room {
            fleet.diskRooms = [
                DiskRoom(
                    host: try Slug("local"), at: 1_763_000_000, free: 4096, reserve: 5120,
                    state: room)
            ]
        }
        return fleet
    }

    private func page(_ name: String, _ fleet: Fleet) throws -> String {
        let workspace = try TestWorkspace.withFixture()
        try workspace.build(fleet, .both)
        return try workspace.read("public/portal/\(name)")
    }

    @Test func aSizeStandsOnTheClientsPageWithItsTimeAndItsAbsenceToo() throws {
        let page = try page("en/clients/acme.html", fleet(2048))
        #expect(page.contains("Disk: 2 GB of 20 GB (10%), 0 MB in its containers; measured on"))
        #expect(page.contains("data-confirmed=\"disk\""))
        #expect(page.contains("data-sunset=\"900\"") && !page.contains("It needs you:"))
        #expect(try self.page("clients/acme.html", fleet(nil)).contains("Disco: sin medir."))
    }

    @Test(arguments: [
        (16_384, "disco casi lleno", "disk nearly full: 16 GB of 20 GB (80%)"),
        (20_480, "disco lleno", "disk full: 20 GB of 20 GB (100%)"),
    ])
    func aClientNearItsPlanNeedsAttention(mib: Int, spanish: String, english: String) throws {
        #expect(try page("index.html", fleet(mib)).contains("(\(spanish))"))
        let page = try page("en/clients/acme.html", fleet(mib))
        #expect(page.contains("<a href=\"#business\">\(english)</a>"))
        #expect(page.contains("puerto disk --measure") == (mib == 20_480))
        // What is refused to it is not proposed.
        #expect(page.contains("<code>puerto restart acme") == (mib < 20_480))
        #expect(try !self.page("index.html", fleet(mib, status: .archived)).contains(spanish))
    }

    @Test func aClientThatTheWorkerHasSuspendedSaysWhy() throws {
        let fleet = try fleet(30_000, status: .suspended, reason: "disk")
        #expect(
            try page("clients/acme.html", fleet)
                .contains("<p>Motivo: ocupa más disco del que incluye su plan</p>"))
        #expect(try page("en/clients/acme.html", fleet).contains("<p>Then, to resume it:</p>"))
    }

    @Test func aDiskThatIsFillingUpStandsOnTheFirstPage() throws {
        #expect(
            try page("en/index.html", fleet(9, room: .stuck)).contains(
                "is filling up: 4 GB are free and 5 GB are to stay free; no client above its "
                    + "plan is left"))
        #expect(
            try page("index.html", fleet(9, room: .short)).contains(
                "se llena: quedan libres 4 GB y deben quedar 5 GB; se suspende a un cliente"))
        #expect(try !page("index.html", fleet(9, room: .enough)).contains("se llena"))
    }
}
