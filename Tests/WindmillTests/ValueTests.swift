import Foundation
import Testing

@testable import Windmill

/// Texts become values by their grammars, and nothing else gets into a path.
@Suite struct ValueTests {
    private func check<Rule: Grammar>(
        _ type: Checked<Rule>.Type, good: [String], bad: [String]
    ) throws {
        for text in good { #expect(try Checked<Rule>(text).text == text) }
        let strange = [
            "", " ", "a b", "../x", "a?b=c", "a#b", "a%2Fb", "a\nb", "a\u{0}", "á", "ａ", "a\\b",
        ]
        for text in bad + strange {
            #expect(throws: InvalidValue.self, "\(text)") { try Checked<Rule>(text) }
            let json = try JSONEncoder().encode([text])
            #expect(throws: DecodingError.self, "\(text)") {
                try JSONDecoder().decode([Checked<Rule>].self, from: json)
            }
        }
    }

    @Test func pathsOfItems() throws {
        try check(
            ItemPath.self, good: ["f/a/b", "u/ana/x-1", "g/all/hub_sync", "f/a/b/c/d"],
            bad: [
                "f/a", "f//b", "f/a/", "/f/a/b", "x/a/b", "hub/a/b", "f/a/../b", "F/a/b",
                "f/a/b.c", "f/a/" + String(repeating: "b", count: 300),
            ])
    }

    @Test func workspaces() throws {
        try check(
            WorkspaceID.self, good: ["acme", "acme-2", "a_b-c", "admins"],
            bad: [
                "global", "-a", "a-", "a--b", "a/b", String(repeating: "a", count: 51),
            ])
    }

    @Test func users() throws {
        try check(UserName.self, good: ["ana", "A_1"], bad: ["1a", "_a", "a-b", "a.b"])
        try check(
            LoginEmail.self, good: ["admin@windmill.dev", "a.b+c@x-y.mx", "a@localhost"],
            bad: ["a", "@b", "a@", "a@b@c", "a@b..c", "a@b.c/", "\"a\"@b.c", "a@.b"])
    }

    @Test func otherNames() throws {
        try check(FolderName.self, good: ["a", "A-b_1"], bad: ["a/b", "a.b"])
        try check(ResourceTypeName.self, good: ["c_postgres", "redis"], bad: ["a/b"])
        try check(ScriptHash.self, good: ["1a2B"], bad: ["xyz", "1a/b"])
        try check(
            JobID.self, good: ["0192a3b4-c5d6-7e8f-9a0b-1c2d3e4f5a6b"],
            bad: ["0192a3b4c5d67e8f9a0b1c2d3e4f5a6b", "0192a3b4-c5d6-7e8f-9a0b-1c2d3e4f5a6g"])
        try check(SettingKey.self, good: ["base_url"], bad: ["a-b", "a/b"])
        try check(
            ServerTime.self, good: ["2026-11-30T10:00:00Z", "2026-11-30T10:00:00.123456+00:00"],
            bad: ["2026-11-30", "2026-11-30T10:00:00", "2026-11-30T10:00:00+02:00"])
    }

    @Test func hosts() throws {
        for host in ["acme.localhost", "172.20.0.3", "::1", "fe80::1", "windmill_server"] {
            #expect(throws: Never.self) { try WindmillInstance(host: host) }
        }
        for host in ["", "a b", "a/b", "user@host", "a:80", "host?x", "-a", ".a", "[::1]", "é"] {
            #expect(throws: InvalidValue.self, "\(host)") { try WindmillInstance(host: host) }
        }
        #expect(throws: InvalidValue.self) { try WindmillInstance(host: "a", port: 0) }
        #expect(
            try WindmillInstance(host: "::1", security: .tls(.system)).base
                == "https://[::1]:8000/api")
    }

    @Test func anyJSONComesBackAsItWas() throws {
        let text = #"{"a":[1,-2,1.5,true,null,"é\n"],"b":{"c":{}},"n":9007199254740993}"#
        let value = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        #expect(String(decoding: try encoder.encode(value), as: UTF8.self) == text)
        #expect(value["a"] == [1, -2, .fraction(1.5), true, .null, "é\n"])
    }

    @Test func aBadRowOfAListCostsOnlyItself() throws {
        let text = #"["a",1,null,{},"b/c","d"]"#
        let names = try JSONDecoder().decode(Listed<FolderName>.self, from: Data(text.utf8))
        #expect(names.rows == ["a", "d"] && names.unreadable == 4)
    }

    @Test func aLineForPeopleIsCleanAndShort() {
        #expect(CleanText.line(" a\r\n\tb\u{0}\u{202E}c  ", atMost: 10) == "a b c")
        #expect(CleanText.line("abcdef", atMost: 3) == "abc…")
        #expect(CleanText.line("abc ", atMost: 3) == "abc")
        let marked = "a" + String(repeating: "\u{301}", count: 10_000)
        #expect(CleanText.line("b\(marked)", atMost: 10) == "b…")
    }
}
