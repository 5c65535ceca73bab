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
    /// The error that the finding was made of, which has its own words in Spanish.
    var error: PuertoError?

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
            Column("CLIENT") { $0.tenant ?? "–" },
            Column("WHAT") { DriftView.part($0.subject, Spoken.language) },
            Column("STATE") {
                $0.drift?.verdict.words(Spoken.language) ?? Spoken.say("bien", "fine")
            },
            Column("FOUND") { $0.found(Spoken.language) },
            Column("MENDS IT") { $0.mend(Spoken.language) },
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
        let counted = clients == 0 ? [] : [Clients.counted(clients)]
        let all = counted + parts.map { DriftView.part($0, Spoken.language) }
        let words = all.isEmpty ? Spoken.say("nada", "nothing") : all.joined(separator: ", ")
        return "\(Spoken.say("bien", "fine")): \(words)"
    }
}

extension DriftView {
    private func found(_ l: Language) -> String {
        if l == .es, let spanish = error?.spanish {
            return "puerto build falla: \(spanish.message)"
        }
        return drift?.words(l) ?? ""
    }

    private func mend(_ l: Language) -> String {
        if l == .es, let spanish = error?.spanish { return spanish.hint ?? "puerto check" }
        return drift?.mend(l) ?? ""
    }

    /// The name of a part of the workspace, or of any other subject, which stays as it is.
    static func part(_ name: String, _ l: Language) -> String {
        guard l == .es else { return name }
        return switch name {
        case "workspace": "espacio de trabajo"
        case "firewall": "cortafuegos"
        case "strays": "objetos sueltos"
        case "queue": "cola"
        case "history": "historial"
        case "pages": "páginas"
        case "isolation": "aislamiento"
        case "base system": "sistema base"
        default: name
        }
    }
}

extension Drift.Verdict {
    fileprivate func words(_ l: Language) -> String {
        switch self {
        case .differs: l("difiere", "differs")
        case .notLookedAt: l("sin comprobar", "not looked at")
        }
    }
}
