import Foundation
import GRDB
import Synchronization
import TestSupport
import Testing

@testable import PuertoHook

extension Portal {
    /// Every row of every table, by table, with bytes in hex.
    func rows() throws -> [String: [String]] {
        try raw { db in
            let names = try String.fetchAll(
                db, sql: "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
            return Dictionary(
                uniqueKeysWithValues: try names.map { name in
                    let columns = try db.columns(in: name).map { "quote(\"\($0.name)\")" }
                    let sql = "SELECT \(columns.joined(separator: " || ', ' || ")) FROM \"\(name)\""
                    return (name, try String.fetchAll(db, sql: sql).sorted())
                })
        }
    }

    /// `outcome action object`, oldest first.
    func history() throws -> [String] {
        try raw { db in
            try String.fetchAll(
                db, sql: "SELECT outcome || ' ' || action || ' ' || object FROM audit ORDER BY seq")
        }
    }

    /// Opens the database without Puerto.
    func raw<Value>(_ body: (Database) throws -> Value) throws -> Value {
        let queue = try DatabaseQueue(patient: path)
        defer { try? queue.close() }
        return try queue.write(body)
    }

    /// Runs SQL past a trigger, which is dropped and restored.
    func smuggle(_ sql: String, past trigger: String) throws {
        try raw { db in
            let saved = try String.fetchOne(
                db, sql: "SELECT sql FROM sqlite_master WHERE name = ?", arguments: [trigger])
            try db.execute(sql: "DROP TRIGGER \(trigger); \(sql); \(saved ?? "")")
        }
    }

    /// The database and its log, as bytes.
    func files() throws -> Data {
        try [path, path + "-wal"].reduce(into: Data()) { all, file in
            guard FileManager.default.fileExists(atPath: file) else { return }
            all += try Data(contentsOf: URL(fileURLWithPath: file))
        }
    }
}

extension Portal {
    /// The tables that count wrong logins.
    static let tries: Set<String> = ["login_try", "login_count"]

    /// Checks a refusal: it has this status, changes the named tables only, writes these lines of the
    /// history, and leaves no secret in the answer, the log or the database.
    @discardableResult
    func refused(
        _ status: Int, audit: [String] = [], but tables: Set<String> = [],
        sourceLocation: SourceLocation = #_sourceLocation, _ step: () throws -> Answer
    ) throws -> Answer {
        let (before, past) = (try rows(), try history())
        let answer = try step()
        #expect(answer.status == status, "\(answer.text)", sourceLocation: sourceLocation)
        let after = try rows()
        let expected = tables.union(["audit", "audit_link", "sqlite_sequence"])
        let changed = Set(after.keys).filter { after[$0] != before[$0] }.subtracting(expected)
        #expect(changed.isEmpty, "changed: \(changed)", sourceLocation: sourceLocation)
        let lines = try history().dropFirst(past.count).map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        #expect(lines == audit, sourceLocation: sourceLocation)
        try expectNoSecrets(in: answer, sourceLocation: sourceLocation)
        return answer
    }

    func expectNoSecrets(
        in answer: Answer? = nil, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let places = [
            ("answer", Data((answer?.whole ?? "").utf8)),
            ("log", Data(log.withLock { $0.joined(separator: "\n") }.utf8)),
            ("database", try files()),
        ]
        for secret in secrets.withLock({ $0 }) {
            for (name, bytes) in places where bytes.range(of: Data(secret.utf8)) != nil {
                Issue.record("a secret is in the \(name)", sourceLocation: sourceLocation)
            }
        }
    }

    /// Makes every insert into the history fail from now on, or no longer.
    func breakHistory(_ isBroken: Bool = true) { isHistoryBroken.withLock { $0 = isBroken } }
}
