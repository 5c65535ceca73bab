import GRDB
import PuertoCore
import TestSupport
import Testing

@testable import PuertoStore

/// Operators are added, get passwords and are removed.
@Suite struct OperatorTests {
    private let workshop: Workshop
    private let store: Store
    private static let record = "$scrypt$ln=4,r=8,p=1$salt$hash"

    init() throws {
        workshop = try Workshop()
        store = try workshop.make(clients: "acme")
        try store.addOperator(Slug("ana"), .owner, record: Self.record, by: .cli("test"))
    }

    @Test func aNameIsTakenOnce() throws {
        #expect(try store.history(1) == ["done operator.add ana"])
        #expect(
            code { try store.addOperator(Slug("ana"), .viewer, record: Self.record, by: .cli("x")) }
                == .conflict)
        #expect(try store.operators().map(\.role) == [.owner])
    }

    @Test func anUnknownNameHasTheNearestAsItsHint() throws {
        let said = message { try store.removeOperator(Slug("anna"), by: .cli("test")) }
        #expect(said?.contains("did you mean 'ana'?") == true)
        #expect(
            code { try store.setPassword(Slug("eva"), record: Self.record, by: .cli("x")) }
                == .notFound)
    }

    @Test func aPasswordIsNoPlainText() throws {
        let refused = code {
            try store.setPassword(Slug("ana"), record: "hunter2", by: .cli("test"))
        }
        #expect(refused == .constraint)
        #expect(try store.history(1) == ["done operator.add ana"])
    }

    @Test func aRemovedOperatorsErrandsAreDeletedAndTheirLinesStay() throws {
        let session = Session(name: try Slug("ana"), role: .owner, createdAt: 0)
        _ = try store.ask(.plan(.restart, JobParameters()), of: Slug("acme"), by: session)
        try store.removeOperator(Slug("ana"), by: .cli("test"))
        let left = try workshop.raw().read {
            try Int.fetchOne($0, sql: "SELECT count(*) FROM errand")
        }
        #expect(left == 0)
        #expect(try store.history(2) == ["done plan.ask acme", "done operator.remove ana"])
        // A new operator of the same name has another id.
        try store.addOperator(Slug("ana"), .owner, record: Self.record, by: .cli("test"))
        #expect(
            code { try store.ask(.plan(.restart, JobParameters()), of: Slug("no"), by: session) }
                == .notFound)
    }

    @Test(arguments: [
        "UPDATE operator SET name = 'eva'", "UPDATE operator SET id = 9",
        "INSERT OR REPLACE INTO operator VALUES (1, 'x', 'owner', '$scrypt$ln=4', 0, 0)",
        "REPLACE INTO operator VALUES (9, 'ana', 'owner', '$scrypt$ln=4', 0, 0)",
        "UPDATE operator SET role = 'root'", "UPDATE operator SET password = ''",
        "INSERT INTO operator VALUES (9, 'a/b', 'owner', '$scrypt$ln=4', 0, 0)",
    ])
    func nobodyTakesAnothersPlace(sql: String) throws {
        #expect(throws: DatabaseError.self) {
            try workshop.raw().write { try $0.execute(sql: sql) }
        }
        #expect(try store.operators().map(\.name.text) == ["ana"])
    }
}
