import PuertoCore
import PuertoJobs

/// A difference as it is listed.
struct DriftView: Encodable {
    let tenant: String
    let kind: String
    let subject: String
    let found: String
    let mend: String

    init(_ tenant: String, _ drift: Drift) {
        self.tenant = tenant
        kind = drift.kind.rawValue
        subject = drift.subject
        found = drift.found
        mend = drift.mend
    }

    static var columns: [Column<DriftView>] {
        [
            Column("CLIENT") { $0.tenant }, Column("WHAT") { $0.subject },
            Column("FOUND") { $0.found }, Column("MENDS IT") { $0.mend },
        ]
    }
}
