internal import GRDB
internal import PuertoCore

/// A row of `slot`: a tenant's, or quarantined.
struct SlotRow {
    let number: Int
    let tenant: Int?
    let formerTenant: String?
    let until: Int?

    /// By host, in order of numbers.
    static func all(_ db: Database) throws -> [Int: [SlotRow]] {
        var all: [Int: [SlotRow]] = [:]
        let rows = try Row.fetchCursor(
            db,
            sql: "SELECT host, number, tenant, former_tenant, until FROM slot ORDER BY host, number"
        )
        while let row = try rows.next() {
            let slot = SlotRow(
                number: row[1], tenant: row[2], formerTenant: row[3], until: row[4])
            all[row[0], default: []].append(slot)
        }
        return all
    }

    func quarantined(on host: Slug) throws -> QuarantinedSlot {
        QuarantinedSlot(
            host: host, slot: try Slot(number), formerTenant: try Slug(formerTenant ?? "").text,
            until: until ?? 0)
    }
}
