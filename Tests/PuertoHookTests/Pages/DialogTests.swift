import Foundation
import PuertoCore
import Testing

@testable import PuertoHook
@testable import PuertoSite

/// The script's dialog of an action says what the hook's page of it says, word for word.
@Suite struct DialogTests {
    private struct Words: Decodable {
        let actions: [String: [String: String]]
    }

    /// What a browser reads from the script.
    private static func dialog(_ action: Action, _ l: Language) throws -> [String: String] {
        let line = try #require(ScriptWords.script.split(separator: "\n").first)
        let json = line.dropFirst("const WORDS = ".count).dropLast()
        let all = try JSONDecoder().decode([String: Words].self, from: Data(json.utf8))
        let told = try #require(all[l.rawValue]?.actions[action.rawValue])
        return told.mapValues { $0.replacing("'", with: "&#39;") }
    }

    @Test func everyActionHasTheWordsOfItsPage() throws {
        let portal = try Portal(clients: "acme")
        let ana = try portal.logIn("ana")
        for l in Language.allCases {
            for action in Action.allCases where action.needsTenant {
                let told = try Self.dialog(action, l)
                let page = try portal.page("/tenants/acme/actions/\(action.rawValue)", l, ana)
                let word = try #require(told["word"])
                let promise = try #require(told["client"])
                let button = try #require(told["first"])
                #expect(page.contains("<h1>\(word)</h1>"), "\(action) \(l)")
                #expect(page.contains("<p class=\"promise\">\(promise)</p>"), "\(action) \(l)")
                // A rotation is approved with a passkey, and only by the script.
                let hasForm = page.contains("type=\"submit\">\(button)</button>")
                #expect(hasForm == (action != .rotate), "\(action) \(l)")
                #expect(promise.count > 40 && !word.isEmpty && !button.isEmpty)
            }
        }
    }

    @Test(arguments: Language.allCases)
    func archivingHasTheWordsOfItsPlan(l: Language) throws {
        let portal = try Portal(clients: "acme")
        let ana = try portal.logIn("ana")
        let asked = try portal.send(
            "POST", "/tenants/acme/actions/archive/plans", by: ana, .form([:]))
        let place = try #require(asked["Location"]).replacing("/hook", with: "")
        try portal.answerAll()
        let told = try Self.dialog(.archive, l)
        let page = try portal.page(String(place.prefix { $0 != "?" }), l, ana)
        let promise = try #require(told["client"])
        #expect(page.contains("<p class=\"promise\">\(promise)</p>"))
        #expect(told["first"] != told["button"])
    }

    @Test(arguments: Language.allCases)
    func theBaseSystemIsPromisedThatItIsNotTouched(l: Language) throws {
        let portal = try Portal(clients: "acme")
        let ana = try portal.logIn("ana")
        let page = try portal.page("/tenants/base/actions/reconcile", l, ana)
        let told = try Self.dialog(.reconcile, l)
        let promise = try #require(told["base"])
        #expect(page.contains("<p class=\"promise\">\(promise)</p>"))
        #expect(told["base"] != told["client"])
    }

    /// The warning was once missing from the dialog.
    @Test func anUpgradeSaysThatTheDataAreNotCopiedFirst() throws {
        #expect(try Self.dialog(.upgrade, .en)["client"]?.contains("not copied first") == true)
        #expect(try Self.dialog(.upgrade, .es)["client"]?.contains("no se copian antes") == true)
    }

    @Test func theScriptHasNoPromiseOfItsOwn() throws {
        let script = String(decoding: Script.live, as: UTF8.self)
        #expect(script.contains(ScriptWords.script))
        let rest = script.replacing(ScriptWords.script, with: "")
        for l in Language.allCases {
            for action in Action.allCases {
                let promise = action.promise(for: .client, l)
                #expect(!rest.contains(promise), "\(action) \(l)")
                #expect(!rest.contains("\"\(action.firstButton(l))\""), "\(action) \(l)")
            }
        }
    }
}

extension Portal {
    func page(_ path: String, _ l: Language, _ visitor: Visitor) throws -> String {
        let headers: KeyValuePairs = ["accept": "text/html", "accept-language": l.rawValue]
        let answer = try send("GET", path, by: visitor, headers: headers)
        try #require(answer.status == 200, "\(path)")
        return answer.text
    }
}
