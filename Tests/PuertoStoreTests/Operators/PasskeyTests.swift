import GRDB
import PuertoCore
import TestSupport
import Testing

@testable import PuertoStore

/// Passkeys are registered, accepted at the terminal, used and removed.
@Suite struct PasskeyTests {
    private let workshop: Workshop
    private let store: Store
    private let ana: Slug
    private static let record = "$scrypt$ln=4,r=8,p=1$salt$hash"
    private static let offer = String(repeating: "A", count: 22)

    init() throws {
        workshop = try Workshop()
        store = try workshop.make(clients: "acme")
        ana = try Slug("ana")
        for name in [ana, try Slug("eva")] {
            try store.addOperator(name, .owner, record: Self.record, by: .cli("test"))
        }
    }

    private func begin(_ id: String = offer, of name: String = "ana") throws {
        try store.beginPasskeyOffer(
            of: Slug(name), id: id, secret: [UInt8](repeating: 7, count: 32),
            relyingParty: "portal.example", by: .cli("test"))
    }

    private func make(_ number: UInt8 = 1, count: Int = 0) -> NewPasskey {
        NewPasskey(
            key: PasskeyKey(
                credential: [number], algorithm: .es256,
                publicKey: [UInt8](repeating: 4, count: 65)),
            label: "YubiKey 5", isSynced: false, signCount: count)
    }

    private func add(_ number: UInt8 = 1, of name: String = "ana", count: Int = 0) throws -> Passkey
    {
        try begin(of: name)
        try store.offerPasskey(Self.offer, make(number, count: count))
        return try store.acceptPasskey(Self.offer, by: .cli("test"))
    }

    private func count(_ table: String) throws -> Int? {
        try workshop.raw().read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") }
    }

    @Test func itIsAPasskeyWhenTheTerminalAcceptsIt() throws {
        try begin()
        let empty = try #require(try store.passkeyOffer(Self.offer))
        #expect(empty.operator == ana && empty.operatorRow == 1 && empty.made == nil)
        #expect(empty.relyingParty == "portal.example" && empty.secret.count == 32)
        #expect(code { try store.acceptPasskey(Self.offer, by: .cli("test")) } == .conflict)
        try store.offerPasskey(Self.offer, make())
        #expect(try store.passkeyOffer(Self.offer)?.made == make())
        #expect(try store.passkeys() == [])
        let passkey = try store.acceptPasskey(Self.offer, by: .cli("test"))
        #expect(passkey.key == make().key && passkey.label == "YubiKey 5")
        #expect(passkey.addedAt == 1_700_000_000 && passkey.usedAt == nil)
        #expect(try store.passkeys(of: ana) == [passkey])
        #expect(try store.passkeys(of: Slug("eva")) == [])
        #expect(try store.passkey(credential: [1]) == passkey)
        #expect(try store.passkey(credential: [2]) == nil)
        #expect(try store.passkeyOffer(Self.offer) == nil)
        #expect(
            try store.history(3) == [
                "done passkey.offer ana", "done passkey.made ana", "done passkey.add ana",
            ])
    }

    @Test func anAddressIsUsedOnce() throws {
        try begin()
        try store.offerPasskey(Self.offer, make())
        #expect(code { try store.offerPasskey(Self.offer, make(2)) } == .conflict)
        #expect(try store.passkeyOffer(Self.offer)?.made == make())
        _ = try store.acceptPasskey(Self.offer, by: .cli("test"))
        #expect(code { try store.offerPasskey(Self.offer, make(2)) } == .notFound)
        #expect(code { try store.acceptPasskey(Self.offer, by: .cli("test")) } == .notFound)
    }

    @Test(arguments: [(599, true), (600, false), (-1, false)])
    func itIsOpenForTenMinutes(seconds: Int, isOpen: Bool) throws {
        try begin()
        workshop.pass(seconds)
        #expect(try (store.passkeyOffer(Self.offer) != nil) == isOpen)
        #expect(code { try store.offerPasskey(Self.offer, make()) } == (isOpen ? nil : .notFound))
        // The next registration deletes those that are over.
        try begin(String(repeating: "B", count: 22))
        #expect(try count("passkey_offer") == (isOpen ? 2 : 1))
    }

    @Test func anEndedOneAddsNothing() throws {
        try begin()
        try store.offerPasskey(Self.offer, make())
        try store.endPasskeyOffer(Self.offer, by: .cli("test"))
        try store.endPasskeyOffer(Self.offer, by: .cli("test"))
        #expect(code { try store.acceptPasskey(Self.offer, by: .cli("test")) } == .notFound)
        #expect(try store.passkeys() == [])
        #expect(
            try store.history(2) == ["done passkey.made ana", "done passkey.offer-end ana"])
    }

    @Test func onePasskeyIsOfOneOperator() throws {
        _ = try add()
        try begin(of: "eva")
        #expect(code { try store.offerPasskey(Self.offer, make()) } == .conflict)
    }

    @Test func aRemovedOneTakesTheSessionsAndErrandsAlong() throws {
        let (one, other) = (try add(), try add(2, of: "eva"))
        for (digest, row) in [(UInt8(1), 1), (2, 2)] {
            try workshop.raw().write {
                try $0.execute(
                    sql: "INSERT INTO session VALUES (?, ?, 1, 1, 1)",
                    arguments: [[UInt8](repeating: digest, count: 32).blob, row])
            }
        }
        let session = Session(name: ana, role: .owner, createdAt: 0)
        _ = try store.ask(.plan(.restart, JobParameters()), of: Slug("acme"), by: session)
        #expect(code { try store.removePasskey(other.id, of: ana, by: .cli("x")) } == .notFound)
        try store.removePasskey(one.id, of: ana, by: .cli("test"))
        #expect(try store.passkeys() == [other])
        #expect(try count("session") == 1 && count("errand") == 0)
        let line = try #require(try store.auditEntries(1).first)
        #expect(line.action == "passkey.remove" && line.detail.contains("sessions ended: 1"))
    }

    @Test func theyGoWithTheirOperator() throws {
        _ = try add()
        try begin()
        try store.removeOperator(ana, by: .cli("test"))
        #expect(try count("passkey") == 0 && count("passkey_offer") == 0)
    }

    private func use(_ passkey: Passkey, _ signCount: Int, isSynced: Bool = false) throws {
        try store.write { db in
            try PasskeyRows(db: db)
                .use(passkey.id, signCount: signCount, isSynced: isSynced, at: 5)
        }
    }

    @Test func aCountThatDoesNotGrowIsRefusedAndStays() throws {
        let passkey = try add(count: 0)
        try use(passkey, 0, isSynced: true)
        let used = try #require(try store.passkeys().first)
        #expect(used.usedAt == 5 && used.isSynced && used.signCount == 0)
        try use(passkey, 7)
        for count in [7, 6, 0] { #expect(code { try use(passkey, count) } == .conflict) }
        #expect(try store.passkeys().first?.signCount == 7)
        try use(passkey, 8)
        #expect(try store.passkeys().first?.signCount == 8)
    }

    /// The secret of an address is in its row and nowhere else.
    @Test func theHistoryHasNoSecret() throws {
        _ = try add()
        try store.removePasskey(1, of: ana, by: .cli("test"))
        let lines = try store.auditEntries(100).map(\.detail).joined()
        #expect(!lines.contains("07") && !lines.contains("BwcH") && !lines.contains("AAAA"))
    }

    @Test(arguments: [
        "UPDATE passkey SET public_key = zeroblob(65)", "UPDATE passkey SET operator = 2",
        "UPDATE passkey SET relying_party = 'evil.example'", "UPDATE passkey SET algorithm = -257",
        "UPDATE passkey SET credential = x'09'", "UPDATE passkey SET sign_count = -1",
    ])
    func anotherKeyCannotTakeItsPlace(sql: String) throws {
        _ = try add()
        #expect(throws: DatabaseError.self) {
            try workshop.raw().write { try $0.execute(sql: sql) }
        }
    }
}
