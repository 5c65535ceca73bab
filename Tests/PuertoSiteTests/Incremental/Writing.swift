import PuertoCore

/// A document of `content/` that random edits can change without an error: a runbook, or the notes
/// of a tenant.
struct Writing {
    var title = "Manual"
    var isForTenants = false
    var audience = Audience.operator
    var order: Int?
    var tags: [String] = []
    /// The numbers of the headings that every text has; number 3 is `## Paso 3`, and its id
    /// `paso-3`.
    var headings: [Int] = [1]
    var links: [Link] = []
    var placeholders: [String] = []
    /// The suffix of each file's name, and the edition of its text.
    var editions: [String: Int] = ["": 1]
    /// The language that the file without a suffix says it is in.
    var locale: Language?
    /// A line that no build accepts.
    var isBroken = false

    enum Audience: String { case `operator`, client, both }

    enum Link: Hashable {
        case runbook(String, heading: Int?)
        case tenant(String, heading: Int?)
    }
}

extension Writing {
    static let suffixes = ["", ".en", ".es"]

    static let agencyNames = ["agency.name", "agency.phone", "agency.contact", "agency.email"]
    static let baseNames = ["base.url", "base.app.port", "base.name", "base.redis.container"]
    static let tenantNames = [
        "tenant.name", "tenant.slug", "tenant.status", "tenant.since", "tenant.locale",
        "contact.name", "contact.email", "host.name", "host.address", "plan.name", "plan.price",
        "app.url", "app.port", "postgres.container",
    ]

    var isForClients: Bool { audience != .operator }

    /// The names that a runbook like this may use.
    var allowed: [String] {
        Writing.agencyNames + (audience == .operator ? Writing.baseNames : [])
            + (isForTenants ? Writing.tenantNames : [])
    }

    /// The text of a runbook's file.
    func runbook(_ suffix: String) -> String {
        var lines = [
            "---", "title: \(title)\(Writing.mark(suffix))", "audience: \(audience.rawValue)",
        ]
        lines.append("scope: \(isForTenants ? "tenant" : "fleet")")
        if let order { lines.append("order: \(order)") }
        if let locale, suffix.isEmpty { lines.append("locale: \(locale.rawValue)") }
        // One language's tag is enough to make a runbook the guide to the handoff.
        if !tags.isEmpty, tags != ["handoff"] || suffix != ".en" {
            lines.append("tags: [\(tags.joined(separator: ", "))]")
        }
        let names = placeholders.filter(allowed.contains)
        return (lines + ["---", ""]).joined(separator: "\n") + "\n" + body(suffix, names, "")
    }

    /// The text of a file of notes.
    func notes(_ suffix: String) -> String { body(suffix, placeholders, "../runbooks/") }

    private func body(_ suffix: String, _ names: [String], _ runbooks: String) -> String {
        let mark = Writing.mark(suffix)
        var text = "Texto \(editions[suffix] ?? 0)\(mark).\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n"
        for name in names { text += "- \(name): {{\(name)}} `{{\(name)}}`\n" }
        for heading in headings { text += "\n## Paso \(heading)\n\nHaz esto.\n" }
        for link in links {
            switch link {
            case .runbook(let name, let heading):
                text += "\n[\(name)](\(runbooks)\(name).md\(Writing.fragment(heading)))\n"
            case .tenant(let slug, let heading):
                let tenants = runbooks.isEmpty ? "../tenants/" : ""
                text += "\n[\(slug)](\(tenants)\(slug).md\(Writing.fragment(heading)))\n"
            }
        }
        return isBroken ? text + "\n{{no.such.name}}\n" : text
    }

    /// A text may be the same, byte for byte, under two names in one language.
    private static func mark(_ suffix: String) -> String { suffix == ".en" ? suffix : "" }

    private static func fragment(_ heading: Int?) -> String { heading.map { "#paso-\($0)" } ?? "" }
}
