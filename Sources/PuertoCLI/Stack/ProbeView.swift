import PuertoCore
import PuertoJobs

/// A probe as it is listed.
struct ProbeView: Encodable {
    let tenant: String
    let health: String
    let milliseconds: Int
    let at: String
    let detail: String

    init(slug: Slug, result: ProbeResult) {
        tenant = slug.text
        health = result.health.rawValue
        milliseconds = result.milliseconds
        at = Timestamp.text(result.at)
        detail = result.detail
    }

    static var columns: [Column<ProbeView>] {
        [
            Column("CLIENT") { $0.tenant }, Column("HEALTH") { $0.health },
            Column("MS") { String($0.milliseconds) }, Column("FOUND") { $0.detail },
        ]
    }
}
