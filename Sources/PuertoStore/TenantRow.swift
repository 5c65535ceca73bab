internal import GRDB
internal import PuertoCore

/// A row of `tenant`.
struct TenantRow {
    let slug: Slug
    let name: String
    let kind: Tenant.Kind
    let contact: Contact
    let language: Language
    let plan: String?
    let status: Tenant.Status
    let since: Day?
    let dashboards: [Dashboard]
    let tags: [String]
    let welcomeToken: String

    /// All of them, found by id.
    static func all(_ db: Database) throws -> Table {
        let sql = """
            SELECT id, slug, name, kind, contact_name, contact_email, language, plan, status, since,
                dashboards, tags, welcome_token
            FROM tenant
            """
        var table = Table()
        let rows = try Row.fetchCursor(db, sql: sql)
        while let row = try rows.next() {
            table.places[row[0]] = table.rows.count
            table.rows.append(try TenantRow(row))
        }
        return table
    }

    struct Table {
        fileprivate var rows: [TenantRow] = []
        // Small values: a table of whole rows would be copied as it grows.
        fileprivate var places: [Int: Int] = [:]

        var count: Int { rows.count }

        subscript(id: Int) -> TenantRow? { places[id].map { rows[$0] } }
    }

    private init(_ row: Row) throws {
        slug = try Slug(row[1])
        name = row[2]
        kind = try TenantRow.word(row[3])
        contact = Contact(name: row[4], email: row[5])
        language = try TenantRow.word(row[6])
        plan = row[7]
        status = try TenantRow.word(row[8])
        let slug = slug
        since = try (row[9] as String?).map { day in
            try TenantRow.naming(slug) { try Day(day) }
        }
        dashboards = TenantRow.dashboards(row[10])
        tags = (row[11] as String).split(separator: " ").map(String.init)
        welcomeToken = row[12]
    }

    /// Throws `invalid`, with the slug, for a text that only SQL can have written.
    func tenant(_ host: Slug, _ slot: Int, _ services: ServiceRow) throws -> Tenant {
        let tenant = Tenant(
            slug: slug, name: name, kind: kind, host: host, slot: try Slot(slot),
            ports: services.ports, containers: services.containers, contact: contact,
            language: language, plan: plan, status: status, since: since, dashboards: dashboards,
            tags: tags, welcomeToken: welcomeToken)
        try TenantRow.naming(slug) {
            try tenant.check()
            try WelcomeToken.check(welcomeToken)
        }
        return tenant
    }

    private static func naming<Value>(_ slug: Slug, _ step: () throws -> Value) throws -> Value {
        do {
            return try step()
        } catch let error as PuertoError {
            throw error.at("tenant '\(slug)'")
        }
    }

    private static func word<Word: RawRepresentable<String>>(_ text: String) throws -> Word {
        guard let word = Word(rawValue: text) else {
            throw PuertoError(
                .unsupported, "the database has the unknown word \(PuertoError.quote(text))",
                hint: "use the newer puerto that wrote it")
        }
        return word
    }
}

extension TenantRow {
    /// One line each: the path, which has no spaces, a space, the title.
    static func dashboards(_ text: String) -> [Dashboard] {
        // By bytes: a title may begin with a mark that makes one Character with the space.
        text.utf8.split(separator: UInt8(ascii: "\n")).map { line in
            let end = line.firstIndex(of: UInt8(ascii: " ")) ?? line.endIndex
            return Dashboard(
                title: String(Substring(line[end...].dropFirst())),
                path: String(Substring(line[..<end])))
        }
    }

    static func text(_ dashboards: [Dashboard]) -> String {
        dashboards.map { "\($0.path) \($0.title)" }.joined(separator: "\n")
    }
}
