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

    @Test func limitsStandAsGivenAndAsUsedAndTheAbsenceOfAMeasurementToo() throws {
        var fleet = try fleet(2048)
        let page = try page("en/clients/acme.html", fleet)
        #expect(
            page.contains(
                "Memory: 2.5 GB for all its services; its use has not been measured yet"))
        #expect(page.contains("it has no hard cap. Users and runs are not counted."))
        fleet.operations[try Slug("acme")] = Operations(
            hour: HourOfUse(start: 1_763_000_000, memory: 1536, processor: 250))
        let measured = try self.page("clients/acme.html", fleet)
        #expect(
            measured.contains(
                "Memoria: 2,5 GB para todos sus servicios; usó 1,5 GB como máximo en la hora que "))
        #expect(measured.contains("1 CPU para todos sus servicios; usó 0,25 como máximo"))
    }

    @Test(arguments: [
        (16_384, "disco casi lleno", "disk nearly full: 16 GB of 20 GB (80%)"),
        (20_480, "disco lleno", "disk full: 20 GB of 20 GB (100%)"),
    ])
    func aClientNearItsPlanNeedsAttention(mib: Int, spanish: String, english: String) throws {
        #expect(
            try page("index.html", fleet(mib)).contains(
                "</a>: \(spanish)</span> <a class=\"button\""))
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

    @Test func whatIsLeftOfTheDiskIsAFigureOfTheFirstPage() throws {
        #expect(try page("index.html", fleet(nil)).contains("<dd class=\"small\">sin medir</dd>"))
        var fleet = try fleet(9)
        let host = try Slug("local")
        func left(_ free: Int) throws -> String {
            fleet.diskRooms = [
                DiskRoom(host: host, at: 1, free: free, reserve: 5120, state: .enough)
            ]
            return try page("en/index.html", fleet)
        }
        #expect(try left(5120 + 1536).contains("<dt>Disk left</dt><dd>1.5 GB</dd>"))
        #expect(try left(5120 + 42_500).contains("<dt>Disk left</dt><dd>41 GB</dd>"))
        #expect(try left(4000).contains("<dt>Disk left</dt><dd>0 MB</dd>"))
    }

    /// The plan `basic` gives 2,560 MiB of memory.
    @Test func whatIsLeftOfTheMemoryIsCountedInClientsOfTheUsualPlan() throws {
        var fleet = try fleet(9)
        let host = try Slug("local")
        func page(_ memory: MemoryRoom?, _ name: String = "en/index.html") throws -> String {
            fleet.diskRooms = [
                DiskRoom(
                    host: host, at: 1, free: 9000, reserve: 5120, state: .enough, memory: memory)
            ]
            return try self.page(name, fleet)
        }
        let absent = "<dt>Memory left</dt><dd class=\"small\">not measured</dd>"
        #expect(try page(nil).contains(absent))
        let some = MemoryRoom(total: 16_000, sold: 8000)
        #expect(
            try page(some).contains(
                "<dd>7.8 GB <span class=\"soft\">room for 3 more of plan Básico</span></dd>"))
        #expect(try page(some, "index.html").contains("caben 3 más del plan Básico"))
        let over = MemoryRoom(total: 8000, sold: 9024)
        #expect(try page(over).contains("the limits given exceed its memory by 1 GB"))
        #expect(
            try page(MemoryRoom(total: 9000, sold: 8000)).contains("no other of plan Básico fits"))
    }
}
