import GRDB
import PuertoCore
import Testing

@testable import PuertoStore

/// What a failure says in Spanish is kept beside the English text.
@Suite struct TranslationTests {
    private static let broken = RecordedText(
        PuertoError(.io, "it broke", hint: "mend it").spanish("se rompió", hint: "arréglalo"))

    private func claimed(_ workshop: Workshop) throws -> (Store, Lease) {
        let store = try workshop.make(clients: "a")
        try store.ask(.restart, "a")
        return (store, try #require(try store.claim(by: "one")))
    }

    @Test func aFailedJobItsLogAndItsLineOfTheHistoryAreReadInBoth() throws {
        let workshop = try Workshop()
        let (store, lease) = try claimed(workshop)
        _ = try store.recordSteps([.data], keepingDone: false, lease)
        try store.mark(.data, .failed, saying: Self.broken, lease)
        let again = try store.fail(lease, Self.broken, retryAfter: 5)
        #expect(again.error(.en) == "it broke (mend it)")
        #expect(again.error(.es) == "se rompió (arréglalo)")
        workshop.pass(5)
        let last = try #require(try store.claim(by: "one"))
        let job = try store.fail(last, Self.broken, retryAfter: nil)
        let log = try store.events(of: job.id)
        #expect(
            log.map { $0.text(.es) } == [
                "se rompió (arréglalo)", "se repite en 5 s, intento 2 de 3",
            ])
        #expect(log.first?.text == "it broke (mend it)")
        let line = try store.auditEntries(1)[0]
        #expect(line.detail == "job: \(job.id)\nerror: it broke (mend it)")
        #expect(line.spanishError == "se rompió (arréglalo)")
        let records = try store.records()
        let tenant = try #require(records.index(of: Slug("a")))
        #expect(records.operations(tenant).jobs.first?.error(.es) == "se rompió (arréglalo)")
        #expect(
            records.changes(tenant).compactMap(\.spanishError) == ["se rompió (arréglalo)"])
        #expect(records.fleet.audit.compactMap(\.spanishError) == ["se rompió (arréglalo)"])
    }

    @Test func anErrorOfAnotherLanguageAloneStaysEnglish() throws {
        let (store, lease) = try claimed(try Workshop())
        let job = try store.fail(lease, "it broke", retryAfter: nil)
        #expect(job.error(.es) == "it broke" && job.spanishError == nil)
    }

    /// Another error later must not be shown with the words of the one before.
    @Test func anotherErrorHasItsOwnWords() throws {
        let workshop = try Workshop()
        let (store, lease) = try claimed(workshop)
        _ = try store.fail(lease, Self.broken, retryAfter: 0)
        let next = try #require(try store.claim(by: "one"))
        try store.postpone(next, "no engine", for: 0)
        #expect(try store.job(lease.job.id).error(.es) == "no engine")
        let paused = try #require(try store.claim(by: "one"))
        try store.pause(paused)
        #expect(try store.job(lease.job.id).error(.es) == "no engine")
    }

    @Test func longTextsAreCutAsTheirEnglishOnes() throws {
        let (store, lease) = try claimed(try Workshop())
        let long = RecordedText(
            "\u{1b}" + String(repeating: "a", count: 3000),
            spanish: "\u{1b}" + String(repeating: "ñ", count: 3000))
        let job = try store.fail(lease, long, retryAfter: nil)
        #expect(job.error(.es)?.hasPrefix("\\u{1b}ñññ") == true)
        #expect(job.error(.es)?.utf8.count ?? 0 <= 2000)
    }

    @Test func whatWasSaidStays() throws {
        let workshop = try Workshop()
        let (store, lease) = try claimed(workshop)
        _ = try store.fail(lease, Self.broken, retryAfter: nil)
        let raw = try workshop.raw()
        for statement in ["UPDATE translation SET text = 'otra cosa'", "DELETE FROM translation"] {
            #expect(throws: DatabaseError.self) {
                try raw.write { try $0.execute(sql: statement) }
            }
        }
        let before = try raw.read { try Row.fetchAll($0, sql: "SELECT * FROM translation") }
        try raw.write {
            try $0.execute(
                sql: "INSERT OR REPLACE INTO translation SELECT language, english, 'otra cosa' "
                    + "FROM translation")
        }
        #expect(try raw.read { try Row.fetchAll($0, sql: "SELECT * FROM translation") } == before)
        #expect(!before.isEmpty)
    }
}
