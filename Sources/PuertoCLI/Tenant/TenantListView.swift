import PuertoCore

/// A record as it is listed: with the last answer of a probe, while that says something of now.
struct TenantListView: JSONView {
    let record: TenantRecordView
    /// `nil` when no probe has looked since the stack is in its state.
    let seen: SeenHealth?

    var json: JSONObject {
        var json = record.json
        json.add("health", seen?.word)
        json.add("probed_at", time: seen?.result.at)
        return json
    }

    var health: String { seen?.text ?? "–" }
}

/// The last answer of a probe, and whether it still holds.
struct SeenHealth {
    let result: ProbeResult
    let freshness: Freshness

    init(_ result: ProbeResult, now: Int, sunset: Int) {
        self.result = result
        freshness = Freshness(of: result.at, now: now, sunset: sunset)
    }

    /// For programs.
    var word: String {
        switch freshness {
        case .fresh: result.health.rawValue
        case .unknown, .ahead: "unknown"
        }
    }

    /// In a table.
    var text: String {
        switch freshness {
        case .fresh: result.health.word(Spoken.language)
        case .unknown:
            Spoken.say("sin noticias desde ", "unknown since ") + Timestamp.text(result.at)
        case .ahead:
            Spoken.say(
                "sin noticias: el reloj iba adelantado", "unknown: the clock was ahead")
        }
    }
}
