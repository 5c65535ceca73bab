import PuertoCore
import PuertoJobs

/// A finding of `doctor`, as it is listed.
struct DriftView: JSONView {
    /// The client's slug; `nil` for what belongs to no client.
    let tenant: String?
    /// The object that was looked at.
    let subject: String
    /// `nil` when all is as recorded.
    let drift: Drift?

    init(_ tenant: String?, _ drift: Drift) {
        self.tenant = tenant
        self.drift = drift
        subject = drift.subject
    }

    /// A client that is as recorded.
    init(fineClient slug: Slug) {
        (tenant, subject, drift) = (slug.text, slug.text, nil)
    }

    /// A part of the workspace that is as recorded.
    init(finePart name: String) { (tenant, subject, drift) = (nil, name, nil) }

    var json: JSONObject {
        var json = JSONObject()
        json.add("tenant", tenant)
        json.add("state", drift?.verdict.rawValue ?? "fine")
        json.add("kind", drift?.kind.rawValue)
        json.add("subject", subject)
        json.add("found", drift?.found)
        json.add("mend", drift?.mend)
        return json
    }

    static var columns: [Column<DriftView>] {
        [
            Column("CLIENT") { $0.tenant ?? "–" }, Column("WHAT") { $0.subject },
            Column("STATE") { $0.drift?.verdict.words ?? "fine" },
            Column("FOUND") { $0.drift?.found ?? "" },
            Column("MENDS IT") { $0.drift?.mend ?? "" },
        ]
    }
}

extension [DriftView] {
    /// Findings about one part of the workspace, or that it is fine when there are none.
    static func part(_ name: String, _ drift: [Drift]) -> [DriftView] {
        drift.isEmpty ? [DriftView(finePart: name)] : drift.map { DriftView(nil, $0) }
    }

    func count(_ verdict: Drift.Verdict) -> Int { count { $0.drift?.verdict == verdict } }

    /// The parts that are fine, in words: `fine: 3 clients, history, pages`.
    var fineText: String {
        let fine = filter { $0.drift == nil }
        let clients = fine.count { $0.tenant != nil }
        let parts = fine.filter { $0.tenant == nil }.map(\.subject)
        let counted = clients == 0 ? [] : ["\(clients) \(clients == 1 ? "client" : "clients")"]
        let all = counted + parts
        return "fine: \(all.isEmpty ? "nothing" : all.joined(separator: ", "))"
    }
}

extension Drift.Verdict {
    fileprivate var words: String {
        switch self {
        case .differs: "differs"
        case .notLookedAt: "not looked at"
        }
    }
}
