internal import GRDB
package import PuertoCore

extension Store {
    /// Compares the base system's record with the history: a value that differs from the one that
    /// the last line about it says was changed by another hand than Puerto's.
    package func baseDrift() throws -> [Drift] {
        try read { db in
            let all = try FleetSnapshot(db, path)
            guard let base = all.tenants().first(where: { $0.id == 0 })?.tenant else { return [] }
            let said = try Store.saidOfTheBase(db)
            return base.fields.compactMap { name, value in
                guard let line = said[name], !Store.says(line, name, value) else { return nil }
                let last = line.dropFirst(name.utf8.count + 2)
                return Drift(
                    .state, subject: "base system",
                    found: "\(name) is \(PuertoError.quote(value)), the history says "
                        + PuertoError.quote(String(last)),
                    mend: Store.mend(name, base.slug))
            }
        }
    }

    /// The last line of the history that names each field of the base system, as `name: old → new`
    /// or `name: new`.
    private static func saidOfTheBase(_ db: Database) throws -> [String: String] {
        var said: [String: String] = [:]
        var slug: String?
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT action, object, detail FROM audit WHERE outcome = 'done'
                    AND action IN ('tenant.add', 'tenant.edit') ORDER BY seq
                """)
        while let row = try rows.next() {
            let (action, object) = (row[0] as String, row[1] as String)
            let lines = (row[2] as String).split(separator: "\n").map(String.init)
            // Slot 0 is the base system's alone, and its slug stays.
            if action == "tenant.add", slug == nil, lines.contains(where: isSlotZero) {
                slug = object
                said["slug"] = "slug: \(object)"
            }
            guard object == slug else { continue }
            for line in lines {
                guard let colon = line.firstIndex(of: ":"), !isSlotZero(line) else { continue }
                said[String(line[..<colon])] = line
            }
        }
        return said
    }

    private static func isSlotZero(_ line: String) -> Bool {
        line.hasPrefix("slot: ") && line.hasSuffix("/0")
    }

    /// True when a line says that a field has this value now. A value may hold an arrow itself.
    private static func says(_ line: String, _ name: String, _ value: String) -> Bool {
        line == "\(name): \(value)" || line.hasSuffix(" → \(value)")
    }

    private static func mend(_ name: String, _ slug: Slug) -> String {
        switch name {
        case "name": "puerto tenant edit \(slug) --name NAME, with the right one"
        case "contact name": "puerto tenant edit \(slug) --contact-name NAME, with the right one"
        case "contact e-mail": "puerto tenant edit \(slug) --contact-email MAIL, with the right one"
        default: "put a backup of puerto.db back, or puerto tenant edit \(slug)"
        }
    }
}
