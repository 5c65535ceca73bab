import Foundation
import PuertoCore
import Testing

@Suite struct HistoryEventTests {
    /// Lines as the history has them, oldest first: actor, action, object, outcome, detail.
    private typealias Line = (String, String, String, AuditEntry.Outcome, String)

    private func told(_ lines: [Line]) -> [HistoryEvent] {
        let entries = lines.enumerated().map { index, line in
            AuditEntry(
                seq: index + 1, at: 1000 + index, actor: line.0, action: line.1, object: line.2,
                outcome: line.3, detail: line.4)
        }
        return HistoryEvent.told(by: entries.reversed())
    }

    private func sentences(_ lines: [Line], _ l: Language = .es) -> [String] {
        told(lines).map { $0.sentence(l).text("Panadería La Güera") }
    }

    private let suspension: [Line] = [
        (
            "web:jimena", "job.add", "guera", .done,
            "job: aaaaaaaabbbbbbbb\naction: suspend\nreason: debe octubre"
        ),
        ("job:aaaaaaaa", "tenant.state", "guera", .done, "status: ready → suspended"),
    ]

    @Test func aJobIsTheDoingOfItsRequester() {
        let end: Line = ("job:aaaaaaaa", "job.suspend", "guera", .done, "job: aaaaaaaabbbbbbbb")
        #expect(
            sentences(suspension + [end]) == ["Jimena suspendió Panadería La Güera: debe octubre"])
        #expect(
            sentences(suspension + [end], .en) == [
                "Jimena suspended Panadería La Güera: debe octubre"
            ])
    }

    @Test func aJobThatHasNotEndedWasAskedFor() {
        #expect(
            sentences(suspension) == ["Jimena pidió suspender Panadería La Güera: debe octubre"])
    }

    @Test func aFailedJobSaysWhy() {
        let end: Line = (
            "job:aaaaaaaa", "job.provision", "guera", .failed,
            "job: aaaaaaaabbbbbbbb\nerror: port 8001 is in use"
        )
        let request: Line = (
            "cli:root", "job.add", "guera", .done, "job: aaaaaaaabbbbbbbb\naction: provision"
        )
        #expect(
            sentences([request, end]) == [
                "Root quiso montar Panadería La Güera y no se pudo: port 8001 is in use"
            ])
    }

    @Test func aFailedJobSaysWhyInTheReadersLanguage() {
        let end = AuditEntry(
            seq: 1, at: 1000, actor: "job:aaaaaaaa", action: "job.provision", object: "guera",
            outcome: .failed, detail: "job: aaaaaaaabbbbbbbb\nerror: port 8001 is in use",
            spanishError: "el puerto 8001 está ocupado")
        let event = HistoryEvent.told(by: [end]).first
        #expect(event?.sentence(.es).after == " y no se pudo: el puerto 8001 está ocupado")
        #expect(event?.sentence(.en).after == ", which failed: port 8001 is in use")
    }

    @Test func aJobWhoseRequestIsOlderThanTheListIsTheWorkers() {
        #expect(
            sentences([("job:aaaaaaaa", "job.restart", "guera", .done, "job: aaaaaaaabbbbbbbb")])
                == ["El trabajador reinició Panadería La Güera"])
    }

    @Test func whatChangesNothingIsLeftOut() {
        let lines: [Line] = [
            ("web:-", "session.login", "", .refused, "from: 192.0.2.7"),
            ("web:ana", "plan.ask", "guera", .done, "errand: cccccccc\naction: archive"),
            ("web:ana", "reveal.ask", "guera", .done, "errand: dddddddd\nfield: redis"),
            ("worker", "reveal.answer", "guera", .done, "errand: dddddddd"),
            ("web:ana", "credential.show", "guera", .done, "field: redis\nto: browser"),
            ("web:ana", "reveal.take", "guera", .done, "errand: dddddddd\nfield: redis"),
            ("web:ana", "job.add", "guera", .refused, "action: suspend\nreason: x"),
        ]
        #expect(sentences(lines) == ["Ana vio la contraseña de Redis de Panadería La Güera"])
    }

    @Test func aLinkIsNotToldAsASightOfThePassword() {
        let sealed: Line = ("cli:ana", "credential.show", "guera", .done, "field: app\nto: link")
        let seen: Line = ("cli:ana", "credential.show", "guera", .done, "field: app\nto: stdout")
        #expect(sentences([sealed]) == [])
        #expect(sentences([seen]).count == 1)
    }

    @Test func anUnansweredQuestionIsTold() {
        #expect(
            sentences([("web:ana", "reveal.ask", "guera", .done, "errand: dddddddd\nfield: app")])
                == ["Ana pidió ver la contraseña de Windmill de Panadería La Güera"])
    }

    @Test func anEditSaysItsFieldsInWords() {
        #expect(
            sentences([
                (
                    "cli:ana", "tenant.edit", "guera", .done,
                    "contact e-mail: – → a@b.mx\nplan: básico → pro\nstatus: draft → ready"
                )
            ]) == [
                "Ana cambió Panadería La Güera: correo – → a@b.mx; plan básico → pro; estado borrador → listo"
            ])
        #expect(
            sentences([("cli:ana", "tenant.edit", "guera", .done, "status: draft → ready")])
                == ["Ana marcó Panadería La Güera como listo"])
    }

    @Test func repetitionsAreCounted() {
        let login: Line = ("web:ana", "session.login", "ana", .done, "from: 127.0.0.1")
        let other: Line = ("web:ana", "session.login", "ana", .done, "from: 192.0.2.7")
        let events = told([login, other, login])
        #expect(events.map(\.count) == [3])
        #expect(events.first?.at == 1002)
    }

    @Test func textsOfOthersAreNeverTakenForThePlaceOfTheName() {
        #expect(
            sentences([("cli:{}", "tenant.add", "guera", .done, "")]).first?.hasSuffix("{}")
                == false)
        #expect(
            sentences([
                ("cli:ana", "tenant.state", "guera", .done, "status: ready → suspended\nreason: {}")
            ])
                == ["Ana dejó Panadería La Güera como suspendido: {}"])
    }

    @Test(arguments: Language.allCases) func anUnknownActionIsToldAsItIs(l: Language) {
        #expect(
            sentences([("cli:ana", "comet.seen", "guera", .done, "")], l)
                == ["Ana: comet.seen Panadería La Güera"])
    }

    @Test func everyActionThatTheStoreWritesHasItsWords() throws {
        let written = try HistoryEventTests.writtenActions()
        #expect(written.count > 40)
        for action in written.sorted() {
            let event = try #require(
                told([("cli:ana", action, "guera", .done, "status: a → b")]).first)
            for l in Language.allCases {
                #expect(!event.sentence(l).text("X").contains(action), "\(action) has no sentence")
            }
        }
    }

    /// The actions named in calls that write the history.
    private static func writtenActions() throws -> Set<String> {
        let sources = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/PuertoStore").standardized
        let files = try #require(
            FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
        let call = try Regex(
            #"\b(?:done|note|write)\(\s*(?:\.\w+,\s*|error == nil \? \.refused : \.failed,\s*|old == nil \? |isAdopted \? |before == nil \? )?"([a-z-]+\.[a-z-]+|approval)"(?: : "([a-z-]+\.[a-z-]+)")?"#
        )
        var actions: Set<String> = []
        for case let file as URL in files where file.pathExtension == "swift" {
            for match in try String(contentsOf: file, encoding: .utf8).matches(of: call) {
                for group in match.output.dropFirst() {
                    if let text = group.substring { actions.insert(String(text)) }
                }
            }
        }
        return actions.subtracting(["approval", "plan.ask"])
    }
}
