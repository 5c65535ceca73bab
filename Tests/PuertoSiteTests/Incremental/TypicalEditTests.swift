import Foundation
import PuertoCore
import PuertoSite
import TestSupport
import Testing

/// The files that an everyday change writes in a fleet whose lists have several pages, and the
/// number of pages that are made to find them.
@Suite struct TypicalEditTests {
    @Test func aChangeWritesThePagesThatShowItAndMakesFewMore() throws {
        var harbour = try Harbour()
        // One text of one document.
        try harbour.expect(both: [], ["portal/clients/c7.html"], made: 1) {
            $0.notes["c7"]?.editions[""] = 2
        }
        // Also made: a client's runbooks and the search file, which might show an address.
        try harbour.expect(
            both: ["clients/c100.html"], ["welcome/\(harbour.token(100)).html"], made: 8
        ) {
            $0.tenants[100].contact.email = "otra@x.example"
        }
        let runbooks = ["clients/c100/copia.html", "clients/c100/ayuda.html"]
        let firstLists = ["index.html", "business.html"]
        // Also made: the architecture, whose drawing has no room for names here.
        try harbour.expect(
            both: ["clients/c100.html", "ports.html"] + runbooks + firstLists,
            ["welcome/\(harbour.token(100)).html", "portal/search/clients-1.js"], made: 18
        ) {
            $0.tenants[100].name = "Otro nombre"
        }
        // Also made: its runbooks, the slot map, and the harbour's second page with its filters.
        try harbour.expect(
            both: ["clients/c100.html", "architecture.html"] + firstLists,
            ["welcome/\(harbour.token(100)).html", "portal/search/clients-1.js"], made: 18
        ) {
            $0.tenants[100].status = .suspended
        }
    }

    @Test func aProbeThatFindsWhatTheOneBeforeFoundWritesItsClientsPageAlone() throws {
        var harbour = try Harbour()
        let slug = try Slug("c100")
        func probe(_ at: Int, _ health: Health = .healthy) -> Operations {
            Operations(probe: ProbeResult(at: at, health: health, milliseconds: 5))
        }
        let page = ["clients/c100.html"]
        try harbour.expect(both: page + ["index.html"], made: 4) {
            $0.operations[slug] = probe(1_763_000_000)
        }
        try harbour.expect(both: page, made: 2) { $0.operations[slug] = probe(1_763_000_300) }
        try harbour.expect(both: page + ["index.html"], made: 4) {
            $0.operations[slug] = probe(1_763_000_600, .down)
        }
        // The next day.
        try harbour.expect(both: page + ["index.html"], made: 4) {
            $0.operations[slug] = probe(1_763_086_400, .down)
        }
        // A finished job needs no attention.
        try harbour.expect(both: page, made: 2) {
            $0.operations[slug] = Operations(
                probe: probe(1_763_086_400, .down).probe, jobs: [.made(.restart, "c100", .done)])
        }
        try harbour.expect(both: page + ["index.html"], made: 4) {
            $0.operations[slug] = Operations(
                probe: probe(1_763_086_400, .down).probe, jobs: [.made(.restart, "c100", .failed)])
        }
    }

    @Test func theBaseSystemsProbeWritesItsPageAndOnceADayTheFirstOne() throws {
        var harbour = try Harbour()
        let slug = try Slug("base")
        func probe(_ at: Int) -> Operations {
            Operations(probe: ProbeResult(at: at, health: .healthy, milliseconds: 5))
        }
        let page = ["clients/base.html"]
        try harbour.expect(both: page + ["index.html"], made: 4) {
            $0.operations[slug] = probe(1_763_000_000)
        }
        try harbour.expect(both: page, made: 2) { $0.operations[slug] = probe(1_763_000_300) }
        try harbour.expect(both: page + ["index.html"], made: 4) {
            $0.operations[slug] = probe(1_763_086_400)
        }
    }

    @Test func aPriceWritesItsClientsTheListsAndTheSearch() throws {
        var harbour = try Harbour()
        let clients = (1...260).filter { $0 % 2 == 1 }.map { "clients/c\($0).html" }
        let pages = clients + ["index.html", "index-2.html", "business.html", "business-2.html"]
        try harbour.expect(
            both: pages, ["portal/search/clients-1.js"], made: pages.count * 2 + 1
        ) {
            $0.configuration.plans[0].monthly = 5900
        }
    }

    @Test func aRunbooksTextWritesItsPagesAndAHeadingTheSearchToo() throws {
        var harbour = try Harbour()
        let slugs = ["base"] + (1...260).map { "c\($0)" }
        let pages = ["runbooks/copia.html"] + slugs.map { "clients/\($0)/copia.html" }
        // Also made: the search over runbooks, which shows headings.
        try harbour.expect(both: [], pages.map { "portal/\($0)" }, made: pages.count + 1) {
            $0.runbooks["copia"]?.editions[""] = 2
        }
        // Also made: the runbook that leads to a heading of this one.
        try harbour.expect(
            both: pages + ["search/runbooks.js"], made: (pages.count + 2) * 2
        ) {
            $0.runbooks["copia"]?.headings.append(4)
        }
    }

    @Test func theAgencysTelephoneWritesThePagesThatNameIt() throws {
        var harbour = try Harbour()
        let pages = ["runbooks/ayuda.html"] + (1...260).map { "clients/c\($0)/ayuda.html" }
        let welcome = (1...260).map { "welcome/\(harbour.token($0)).html" }
        // Also made: every page that bears the agency's name.
        try harbour.expect(both: pages, welcome, made: .max) {
            $0.configuration.agency.phone = "+34 911 111 111"
        }
    }

    @Test func aClientWhoComesOrGoesWritesItsPagesItsSearchFileAndOnePageOfEachList() throws {
        var harbour = try Harbour()
        let own = ["clients/c300.html", "clients/c300/copia.html", "clients/c300/ayuda.html"]
        let lists = [
            "index.html", "index-2.html", "business.html", "business-2.html", "ports.html",
            "architecture.html",
        ]
        let new = try Tenant.make("c300", slot: 300)
        let welcome = "welcome/\(new.onboardingToken).html"
        try harbour.expect(
            both: own + lists, [welcome, "portal/search/clients-1.js"], made: 20
        ) {
            $0.tenants.append(new)
        }
        let report = try harbour.expect(
            both: lists, ["portal/search/clients-1.js"], made: 13
        ) {
            $0.tenants.removeLast()
        }
        let gone = Harbour.both(own) + [welcome]
        #expect(report.removed == gone.sorted())
    }
}

/// A host with 260 clients in two languages, three runbooks, one client's notes.
private struct Harbour {
    private var world: World
    private let workspace: TestWorkspace
    private var written: [String: String] = [:]

    init() throws {
        var random = SplitMix64(seed: 0)
        world = try World(&random, clients: 0)
        world.configuration = .both
        world.tenants = [try .make("base", kind: .base, slot: 0, plan: nil)]
        for slot in 1...260 {
            world.tenants.append(
                try .make(
                    "c\(slot)", slot: slot, plan: slot % 2 == 1 ? "basic" : "pro",
                    status: slot == 9 ? .suspended : .ready))
        }
        var copia = Writing(isForTenants: true, order: 1, headings: [1, 2])
        copia.placeholders = ["app.port"]
        var ayuda = Writing(isForTenants: true, audience: .client, order: 2)
        ayuda.placeholders = ["agency.phone"]
        let redes = Writing(order: 3, links: [.runbook("copia", heading: 2)])
        world.runbooks = ["copia": copia, "ayuda": ayuda, "redes": redes]
        world.notes = ["c7": Writing(placeholders: ["tenant.name"])]
        world.mend()
        workspace = try TestWorkspace(inMemory: true)
        _ = try build()
    }

    func token(_ tenant: Int) -> String { world.tenants[tenant].onboardingToken }

    static func both(_ paths: [String]) -> [String] {
        paths.flatMap { ["portal/\($0)", "portal/en/\($0)"] }
    }

    private mutating func build() throws -> BuildReport {
        let files = world.files
        for (path, text) in files where written[path] != text { try workspace.write(path, text) }
        written = files
        let lock = try BuildLock(workspace: workspace.path)
        defer { lock.release() }
        return try world.builder(in: workspace.path, database: nil).build(holding: lock)
    }

    /// The files written, in both languages and others, and the largest number of pages made.
    @discardableResult
    mutating func expect(
        both: [String], _ others: [String] = [], made: Int,
        sourceLocation: SourceLocation = #_sourceLocation, _ change: (inout World) throws -> Void
    ) throws -> BuildReport {
        try change(&world)
        let before = try Tree("\(workspace.path)/public")
        let report = try build()
        let wanted = Set(Harbour.both(both) + others)
        let found = try Tree("\(workspace.path)/public").written(since: before)
        #expect(Set(found).subtracting(wanted) == [], sourceLocation: sourceLocation)
        #expect(wanted.subtracting(found) == [], sourceLocation: sourceLocation)
        #expect(report.written == found, sourceLocation: sourceLocation)
        #expect(report.made <= made, sourceLocation: sourceLocation)
        return report
    }
}
