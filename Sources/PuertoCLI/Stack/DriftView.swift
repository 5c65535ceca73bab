import PuertoCore
import PuertoJobs

/// A difference between the records and the machine, as it is listed.
struct DriftView: JSONView {
    /// The client's slug; `nil` for what belongs to no client.
    let tenant: String?
    let drift: Drift

    init(_ tenant: String?, _ drift: Drift) {
        self.tenant = tenant
        self.drift = drift
    }

    var json: JSONObject {
        var json = JSONObject()
        json.add("tenant", tenant)
        json.add("kind", drift.kind.rawValue)
        json.add("subject", drift.subject)
        json.add("found", drift.found)
        json.add("mend", drift.mend)
        return json
    }

    static var columns: [Column<DriftView>] {
        [
            Column("CLIENT") { $0.tenant ?? "–" }, Column("WHAT") { $0.drift.subject },
            Column("FOUND") { $0.drift.found }, Column("MENDS IT") { $0.drift.mend },
        ]
    }
}
