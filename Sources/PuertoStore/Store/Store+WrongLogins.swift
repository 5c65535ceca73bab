internal import GRDB
internal import PuertoCore

/// A way to log in. Wrong ones are counted apart, so that none of them stops another way.
enum LoginWay: String {
    case password, passkey, code
}

extension LoginWay {
    /// The name of a network among the attempts of this way.
    func counted(_ network: Network) -> String {
        switch self {
        case .password: network.text
        case .passkey, .code: "\(rawValue) \(network.text)"
        }
    }
}

extension Store {
    /// Counts a wrong login and writes a line of the history for the first, the tenth and the
    /// hundredth of a network and an operator within ten minutes. What these lines leave out has a
    /// line after the ten minutes. A name that is no operator's may be a password: it is not
    /// recorded.
    func countWrongLogin(
        _ way: LoginWay, _ network: Network, _ name: Slug?, _ detail: [String], _ db: Database
    ) throws {
        try tellWrongLogins(db)
        let counts = WrongLogins(db: db, now: options.now())
        let entry = try counts.add(way, network.text, name?.text ?? "")
        guard entry.isRound else { return }
        try writeLine(of: entry, detail, db)
        try counts.told(entry)
    }

    /// Writes what the lines of past ten minutes left out.
    func tellWrongLogins() throws {
        let isDue = try read { db in try WrongLogins(db: db, now: options.now()).hasPast() }
        if isDue { try write { db in try tellWrongLogins(db) } }
    }

    private func tellWrongLogins(_ db: Database) throws {
        let counts = WrongLogins(db: db, now: options.now())
        for entry in try counts.takePast() where entry.tries > entry.told {
            try writeLine(of: entry, [], db)
        }
    }

    private func writeLine(of entry: WrongLogins.Entry, _ detail: [String], _ db: Database) throws {
        let from = entry.network.isEmpty ? "other networks" : entry.network
        let way = entry.way == LoginWay.password.rawValue ? [] : ["with: \(entry.way)"]
        let tries = entry.tries == 1 ? [] : ["tries: \(entry.tries)"]
        let actor = try entry.name.isEmpty ? Actor.unknownLogin : .web(Slug(entry.name))
        try auditLog(db, actor).write(
            .refused, "session.login", entry.name, ["from: \(from)"] + way + tries + detail)
    }
}

/// The rows of `login_count`, in a transaction.
struct WrongLogins {
    let db: Database
    let now: Int

    /// Counts that have lines of their own at a time; further networks are counted together, so
    /// that the history does not grow with an attack.
    static let mostCounts = 20

    struct Entry {
        let way: String
        let network: String
        let name: String
        let tries: Int
        let told: Int

        /// Tells whether the count is 1, 10, 100, ….
        var isRound: Bool {
            var power = 1
            while power < tries { power *= 10 }
            return power == tries
        }
    }

    /// Adds a try, and returns the count.
    func add(_ way: LoginWay, _ network: String, _ name: String) throws -> Entry {
        let own = try find(way, network, name)
        let counts = try Int.fetchOne(db, sql: "SELECT count(*) FROM login_count") ?? 0
        let isOwn = own != nil || counts < WrongLogins.mostCounts
        let (network, name) = isOwn ? (network, name) : ("", "")
        try db.execute(
            sql: """
                INSERT INTO login_count (way, network, name, began_at, tries, told)
                VALUES (?, ?, ?, ?, 1, 0)
                ON CONFLICT (way, network, name) DO UPDATE SET tries = tries + 1
                """, arguments: [way.rawValue, network, name, now])
        return try find(way, network, name)
            ?? Entry(way: way.rawValue, network: network, name: name, tries: 1, told: 0)
    }

    func told(_ entry: Entry) throws {
        try db.execute(
            sql: "UPDATE login_count SET told = tries WHERE way = ? AND network = ? AND name = ?",
            arguments: [entry.way, entry.network, entry.name])
    }

    func hasPast() throws -> Bool {
        let sql = "SELECT EXISTS (SELECT 1 FROM login_count WHERE \(WrongLogins.isPast))"
        return try Bool.fetchOne(db, sql: sql, arguments: past) ?? false
    }

    /// Deletes the counts whose ten minutes are over, and returns them.
    func takePast() throws -> [Entry] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT way, network, name, tries, told FROM login_count WHERE \(WrongLogins.isPast)
                ORDER BY began_at, way, network, name
                """, arguments: past)
        if !rows.isEmpty {
            try db.execute(
                sql: "DELETE FROM login_count WHERE \(WrongLogins.isPast)", arguments: past)
        }
        return rows.map(WrongLogins.entry)
    }

    private static let isPast = "began_at <= ? OR began_at > ?"

    private var past: StatementArguments { [now - LoginThrottle.window, now] }

    private func find(_ way: LoginWay, _ network: String, _ name: String) throws -> Entry? {
        try Row.fetchOne(
            db,
            sql: """
                SELECT way, network, name, tries, told FROM login_count
                WHERE way = ? AND network = ? AND name = ?
                """, arguments: [way.rawValue, network, name]
        ).map(WrongLogins.entry)
    }

    private static func entry(_ row: Row) -> Entry {
        Entry(way: row[0], network: row[1], name: row[2], tries: row[3], told: row[4])
    }
}
