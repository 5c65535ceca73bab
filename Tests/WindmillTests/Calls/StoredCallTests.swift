import ServerSupport
import Testing
import Windmill

/// Items with all their fields, and a push that names its parent.
@Suite struct StoredCallTests {
    @Test(arguments: storedRows + parentRows)
    func callsOfStoredItems(row: CallRow) async throws { try await row.check() }

    @Test func aRowThatIsNotAnItemCostsOnlyItself() async throws {
        let rows = #"[{"path":"../x"},{"path":"f/a/b","hash":"zz"},{"path":"f/a/c"}]"#
        let server = try ScriptedServer(.answer(200, rows))
        let list = try await WindmillClient.make(server).stored(.script, in: "acme")
        #expect(list.rows.map(\.path) == ["f/a/c"] && list.unreadable == 2)
    }
}

private let flow =
    #"{"path":"f/a/b","summary":"S","edited_by":"ana\n\u001b[1m","edited_at":"2026-11-30T10:00:00Z"}"#

private func text(_ item: StoredItem?) -> String {
    item.map { "\($0.path) by '\($0.changedBy)' \($0.version) \($0.fields.keys.sorted())" }
        ?? "none"
}

private let storedRows = [
    CallRow(
        "GET /api/w/acme/flows/list?page=1&per_page=100", answer: "[\(flow)]",
        gives: "1 f/a/b by 'ana [1m' 2026-11-30T10:00:00Z "
            + #"["edited_at", "edited_by", "path", "summary"]"#
    ) {
        let list = try await $0.stored(.flow, in: "acme")
        return "\(list.rows.count) \(text(list.rows.first))"
    },
    CallRow(
        "GET /api/w/acme/scripts/get/p/f/a/hello", answer: sampleScript, gives: "1a2b ana"
    ) {
        let item = try await $0.stored(.script, "f/a/hello", in: "acme")
        return "\(item?.version ?? "") \(item?.changedBy ?? "")"
    },
    CallRow(
        "GET /api/w/acme/variables/get/f/a/b?decrypt_secret=false",
        answer: #"{"path":"f/a/b","is_secret":true}"#,
        gives: #"f/a/b by ''  ["is_secret", "path"]"#
    ) { text(try await $0.stored(.variable, "f/a/b", in: "acme")) },
    CallRow(
        "GET /api/w/acme/schedules/get/f/a/b", status: 404, answer: "Not found", gives: "none"
    ) { text(try await $0.stored(.schedule, "f/a/b", in: "acme")) },
    CallRow(
        "GET /api/w/acme/resources/type/get/acme_db", status: 404, answer: "Not found",
        gives: "false"
    ) { try await $0.resourceTypeIfThere("acme_db", in: "acme") != nil },
]

private let parentRows = [
    CallRow(
        "POST /api/w/acme/scripts/create?skip_if_noop=true",
        #"{"content":"echo","description":"","language":"bash","parent_hash":"1a2b","#
            + #""path":"f/a/hello","summary":""}"#, status: 201, answer: "1a2c", gives: "1a2c"
    ) {
        var script = NewScript(path: "f/a/hello", content: "echo", language: "bash")
        script.parent = .exactly("1a2b")
        return try await $0.pushScript(script, in: "acme")
    },
    CallRow(
        "POST /api/w/acme/scripts/create?skip_if_noop=true",
        #"{"content":"echo","description":"","language":"bash","path":"f/a/hello","summary":""}"#,
        status: 201, answer: "1a2b", gives: "1a2b"
    ) {
        var script = NewScript(path: "f/a/hello", content: "echo", language: "bash")
        script.parent = .exactly(nil)
        return try await $0.pushScript(script, in: "acme")
    },
]
