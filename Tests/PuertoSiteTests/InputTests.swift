import PuertoCore
import Testing

@testable import PuertoSite

@Suite struct InputTests {
    @Test func everyPropertyOfAHostAPlanAndASlotAtRestIsPartOfItsFingerprint() throws {
        let local = try Slug("local")
        let host = Host(name: local, address: "a")
        let plan = PricingPlan(id: "p", name: "P", monthly: 1, limits: .init(cpus: 1, memoryMB: 1))
        let slot = QuarantinedSlot(host: local, slot: try Slot(3), formerTenant: "x", until: 1)
        // One more property is one more line in Fingerprint+Values.swift.
        #expect(Mirror(reflecting: host).children.count == 2)
        #expect(Mirror(reflecting: plan).children.count == 4)
        #expect(Mirror(reflecting: plan.limits).children.count == 5)
        #expect(Mirror(reflecting: slot).children.count == 4)
        #expect(Mirror(reflecting: PortRule.standard).children.count == 4)
    }

    @Test func anInputIsTheSameAfterItWasPacked() {
        for kind in Input.Kind.allCases {
            let input = Input(kind, 70_000, language: 1)
            #expect(Input(packed: input.packed) == input)
        }
        #expect(Input(packed: .max) == nil)
        #expect(Input(packed: 255 << 40) == nil)
    }

    @Test func inputsAreNumberedWithoutGapsAndFitTheContextsBits() {
        let numbers = Input.Kind.allCases.map { Int($0.rawValue) }.sorted()
        #expect(numbers == Array(numbers.indices))
        #expect(numbers.count <= UInt64.bitWidth)
    }

    @Test func everyPageButAClientsOwnLiesInAFolderThatTellsOfIt() throws {
        let workspace = try TestWorkspace.withFixture()
        let builder = workspace.builder(.small, try LivePortalTests.live())
        let (site, _, _) = try builder.site(
            FleetRecords(.small), nil, nil, Survey(builder, nil, inspects: false))
        let kinds = Set(site.keys().map(\.kind))
        #expect(kinds == Set(PageKey.Kind.allCases).subtracting([.strayNotes]))
        for key in site.keys() {
            let path = site.path(of: key)
            let folder = path.split(separator: "/").dropLast().joined(separator: "/")
            switch key.kind.output {
            case .page, .data: #expect(OutputFolders.all.contains(folder), "\(path)")
            case .clientPage: #expect(!OutputFolders.all.contains(folder), "\(path)")
            case .nothing: #expect(path.hasPrefix(PageKey.checkMark), "\(path)")
            }
        }
    }

    @Test func everyFolderOfTheSiteIsPublishedAssetsFirst() {
        #expect(Publication.folders == ["assets", "welcome", "x", "portal"])
        #expect(Set(Publication.folders) == Set(PortalPath.Folder.allCases.map(\.rawValue)))
    }

    @Test func plansThatDifferInAnyValueHaveOtherFingerprints() {
        let plans = [
            PricingPlan(id: "p", name: "P", monthly: 1),
            PricingPlan(id: "q", name: "P", monthly: 1),
            PricingPlan(id: "p", name: "Q", monthly: 1),
            PricingPlan(id: "p", name: "P", monthly: 2),
            PricingPlan(id: "p", name: "P", monthly: 1, limits: .init(cpus: 1)),
            PricingPlan(id: "p", name: "P", monthly: 1, limits: .init(cpus: 2)),
            PricingPlan(id: "p", name: "P", monthly: 1, limits: .init(memoryMB: 1)),
            PricingPlan(id: "p", name: "P", monthly: 1, limits: .init(diskGB: 1)),
            PricingPlan(id: "p", name: "P", monthly: 1, limits: .init(users: 1)),
            PricingPlan(id: "p", name: "P", monthly: 1, limits: .init(jobsPerMonth: 1)),
        ]
        let prints = plans.map { plan in
            var print = Fingerprint()
            print.add(plan)
            return print.value
        }
        #expect(Set(prints).count == plans.count)
    }
}
