import GRDB
import PuertoCore
import TestSupport
import Testing

@testable import PuertoStore

@Suite struct ToProvisionTests {
    /// What is meant to run: `provision --all` starts nothing that an operator has stopped.
    @Test func onlyWhatNeverRanOrWasInterruptedIsMeantToRun() throws {
        let workshop = try Workshop()
        let store = try workshop.make()
        for status in Tenant.Status.allCases {
            try store.add(.make("\(status.rawValue)-one", status: status))
        }
        try store.add(.make("ran"))
        try workshop.raw().write { db in
            let digest = String(repeating: "a", count: 64)
            try db.execute(
                sql: """
                    INSERT INTO stack (tenant, applied)
                    SELECT id, '\(digest)' FROM tenant WHERE slug = 'ran'
                    """)
        }
        let (wanted, stopped) = try store.toProvision()
        #expect(wanted.map(\.text).sorted() == ["draft-one", "provisioning-one"])
        #expect(stopped.map(\.text) == ["ran"])
    }

    @Test func aDowngradeIsAllowedAtTheCommandLineOnly() throws {
        let store = try Workshop().make()
        try store.add(.make("a", status: .ready))
        var request = JobRequest(.reconcile, try Slug("a"), by: .web(try Slug("ana")))
        request.parameters = JobParameters(allowsDowngrade: true)
        #expect(code { try store.enqueue(request) } == .protected)
        request = JobRequest(.restart, try Slug("a"), by: .cli("test"))
        request.parameters = JobParameters(allowsDowngrade: true)
        #expect(code { try store.enqueue(request) } == .invalid)
    }
}
