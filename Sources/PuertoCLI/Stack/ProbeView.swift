import PuertoCore
import PuertoJobs

/// A probe as it is listed.
struct ProbeView: JSONView {
    let slug: Slug
    let result: ProbeResult
    /// Seconds after which the answer holds no longer.
    let sunset: Int

    var json: JSONObject {
        var json = JSONObject()
        json.add("tenant", slug.text)
        json.add("health", result.health.rawValue)
        json.add("milliseconds", result.milliseconds)
        json.add("at", time: result.at)
        json.add("unknown_from", time: result.at + sunset)
        json.add("detail", result.detail)
        return json
    }

    static var columns: [Column<ProbeView>] {
        [
            Column("CLIENT") { $0.slug.text },
            Column("HEALTH") { $0.result.health.word(Spoken.language) },
            Column("MS") { String($0.result.milliseconds) },
            Column("FOUND") { FindingText.words($0.result.detail, Spoken.language) },
        ]
    }
}
