import ArgumentParser
import PuertoCore

/// The fields of a record that `add` and `edit` take.
struct TenantFields: ParsableArguments {
    @Option(help: "The client's name, as people write it.") var name: String?
    @Option(help: "The contact's name.") var contactName: String?
    @Option(help: "The contact's e-mail address.") var contactEmail: String?
    @Option(help: "es or en, with or without a country (es-MX); the agency's by default.")
    var locale: String?
    @Option(help: "A plan of puerto.yaml.") var plan: String?
    @Option(help: "A host of puerto.yaml; the first by default.") var host: String?
    @Option(help: "1 to 946; the lowest free one by default.") var slot: Int?
    @Option(help: "draft, provisioning, ready, degraded, suspended or archived.")
    var status: String?
    @Option(help: "The first day, YYYY-MM-DD.") var since: String?
    @Option(help: "A tag; repeat it for more.") var tag: [String] = []
    @Option(help: "'PATH TITLE' of a dashboard; repeat it for more.") var dashboard: [String] = []
    @Option(
        help: ArgumentHelp(
            "SERVICE=NAME of a container: windmill, postgres or redis.",
            discussion: "An empty name is the usual one: the slug with _ for -, _ and the service."
        ))
    var container: [String] = []
    @Option(
        help: ArgumentHelp(
            "NAME=VALUE of its stack; an empty value is the usual one again.",
            discussion: """
                profile=small|normal, redis=on|off, expose=loopback|none, image.windmill=IMAGE, \
                image.postgres=IMAGE, image.redis=IMAGE.
                """))
    var stack: [String] = []
}

extension TenantFields {
    /// Writes the given fields into a draft; an empty text removes an optional value.
    func fill(_ draft: inout TenantDraft) throws {
        try draft.fill(asked)
        if let status { draft.status = try TenantFields.word(status, "status") }
        if let since { draft.since = try since.nonEmpty.map(Day.init(_:)) }
        if !dashboard.isEmpty {
            draft.dashboards = try dashboard.filter { !$0.isEmpty }.map(TenantFields.dashboard)
        }
        for text in container { try TenantFields.container(text, &draft) }
        for text in stack {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            try draft.stack.set(String(parts[0]), parts.count == 2 ? String(parts[1]) : "")
        }
        if let slot { draft.slot = try Slot(slot) }
    }

    /// The options for what no two clients share, and whether each is given.
    var ofOneClient: [(name: String, isGiven: Bool)] {
        [
            ("--name", name != nil), ("--contact-name", contactName != nil),
            ("--contact-email", contactEmail != nil), ("--slot", slot != nil),
            ("--dashboard", !dashboard.isEmpty), ("--container", !container.isEmpty),
        ]
    }

    /// The fields that the portal takes too, by the same rules.
    private var asked: AskedFields {
        AskedFields(
            name: name, contactName: contactName, contactEmail: contactEmail, locale: locale,
            plan: plan, host: host, tags: tag.isEmpty ? nil : tag)
    }

    private static func word<Word>(_ text: String, _ what: String) throws -> Word
    where Word: CaseIterable & RawRepresentable, Word.RawValue == String {
        guard let word = Word(rawValue: text) else {
            throw PuertoError(
                .invalid, "\(what) is \(PuertoError.quote(text))",
                hint: "one of \(Word.allCases.map(\.rawValue).joined(separator: ", "))"
            ).spanish(
                "\(what) es \(PuertoError.quote(text))",
                hint: "uno de \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return word
    }

    private static func dashboard(_ text: String) throws -> Dashboard {
        // By bytes: a title may begin with a mark that makes one Character with the space.
        let space = UInt8(ascii: " ")
        let parts = text.utf8.split(separator: space, maxSplits: 1).map {
            String(Substring($0.drop { $0 == space }))
        }
        guard parts.count == 2 else {
            throw PuertoError(
                .invalid, "dashboard \(PuertoError.quote(text)) lacks a title",
                hint: "as in '/apps/get/u/ana/sales Sales'"
            ).spanish(
                "al panel \(PuertoError.quote(text)) le falta el título",
                hint: "como en '/apps/get/u/ana/ventas Ventas'")
        }
        return Dashboard(title: parts[1], path: try String.path(parts[0]))
    }

    private static func container(_ text: String, _ draft: inout TenantDraft) throws {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = parts.count == 2 ? String(parts[1]).nonEmpty : nil
        let usual = Containers(slug: draft.slug)
        switch parts.first {
        case "windmill" where parts.count == 2: draft.containers.windmill = name ?? usual.windmill
        case "postgres" where parts.count == 2: draft.containers.postgres = name ?? usual.postgres
        case "redis" where parts.count == 2: draft.containers.redis = name ?? usual.redis
        default:
            throw PuertoError(
                .invalid, "container \(PuertoError.quote(text)) names no service",
                hint: "windmill=NAME, postgres=NAME or redis=NAME"
            ).spanish(
                "el contenedor \(PuertoError.quote(text)) no nombra ningún servicio",
                hint: "windmill=NOMBRE, postgres=NOMBRE o redis=NOMBRE")
        }
    }
}

extension String {
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
