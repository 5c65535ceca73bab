import Foundation
import PuertoCore
import TestSupport
import Testing

@testable import PuertoStore

@Suite struct ConcurrencyTests {
    @Test func sixteenAtOnceGetSixteenSlots() async throws {
        let workshop = try Workshop()
        _ = try workshop.make()
        let slots = try await withThrowingTaskGroup(of: [Int].self) { group in
            for worker in 0..<16 {
                group.addTask {
                    // Each task has its own connection, as another process would.
                    let store = try workshop.open(patience: 600)
                    return try (0..<4).map { turn in
                        try store.add(.make("t\(worker)-\(turn)")).tenant.slot.number
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(slots.count == 64 && Set(slots).count == 64)
        let fleet = try workshop.open().fleet(auditLimit: 1000)
        #expect(fleet.tenants.count == 65)
        #expect(fleet.audit.count { $0.action == "tenant.add" } == 65)
    }

    @Test func sixteenThatMakeTheSameDatabaseMakeOne() async throws {
        let workshop = try Workshop()
        let made = await withTaskGroup(of: PuertoError.Code?.self) { group in
            for _ in 0..<16 { group.addTask { code { try workshop.make() } } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(made.count { $0 == nil } == 1)
        #expect(made.count { $0 == .conflict } == 15)
        #expect(try workshop.files().keys.allSatisfy { $0.hasPrefix("puerto.db") })
        #expect(try workshop.files().keys.allSatisfy { !$0.hasSuffix(".new") })
    }
}
