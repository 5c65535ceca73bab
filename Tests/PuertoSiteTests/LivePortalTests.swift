import Foundation
import Hypertext
import PuertoCore
import TestSupport
import Testing

@testable import PuertoSite

/// A portal with actions.
@Suite struct LivePortalTests {
    static func live(_ hook: String = "/hook") throws -> Configuration {
        var configuration = Configuration.both
        configuration.web = try WebSettings(origin: "https://portal.example.com", hook: hook)
        return configuration
    }

    @Test func withoutAHookNothingOfItIsThere() throws {
        let workspace = try TestWorkspace.withFixture()
        try workspace.build(.smallInUse, .both)
        for (path, text) in try workspace.tree() {
            #expect(!path.hasPrefix("x/") && !path.contains("live-"), "\(path)")
            for word in [
                "data-hook", "/hook", "connect-src", "data-action", "data-reveal", ".dialog",
            ] {
                #expect(!text.contains(word), "\(path) has '\(word)'")
            }
        }
    }

    @Test func takingTheHookAwayLeavesThePortalAsItWas() throws {
        let workspace = try TestWorkspace.withFixture()
        try workspace.build(.smallInUse, .both)
        let before = try workspace.tree()
        try workspace.build(.smallInUse, try Self.live())
        #expect(try workspace.tree()["x/index.html"] != nil)
        try workspace.build(.smallInUse, .both)
        #expect(try workspace.tree() == before)
        #expect(!FileManager.default.fileExists(atPath: workspace.path + "/public/x"))
    }

    @Test func everyOperatorPageMayAskTheHookAndNoOnboardingPageMay() throws {
        let workspace = try TestWorkspace.withFixture()
        try workspace.build(.smallInUse, try Self.live("/cgi-bin/puerto"))
        for (path, text) in try workspace.tree() where path.hasSuffix(".html") {
            let isOperators = path.hasPrefix("portal/")
            let policy =
                text.firstMatch(of: /Content-Security-Policy" content="([^"]*)"/)?.1
                .replacing("&#39;", with: "'") ?? ""
            #expect(policy.contains("connect-src 'self'") == !path.hasPrefix("welcome/"), "\(path)")
            #expect(policy.contains("form-action 'self'") == isOperators, "\(path)")
            #expect(text.contains("/live-") == isOperators, "\(path)")
            let hook = "data-hook=\"/cgi-bin/puerto\""
            #expect(text.contains(hook) == !path.hasPrefix("welcome/"), "\(path)")
            #expect(text.utf8.count < 100_000, "\(path)")
        }
    }

    @Test func theActivityLeadsToTheJobsWhereThereIsAHook() throws {
        let workspace = try TestWorkspace.withFixture()
        try workspace.build(.smallInUse, try Self.live())
        let page = try workspace.tree()["portal/activity.html"]
        #expect(page?.contains("href=\"/hook/jobs?lang=es\">los trabajos</a>") == true)
    }

    @Test func changingTheHooksPathMakesThePagesAnewAndTheAddressMakesNone() throws {
        let workspace = try TestWorkspace.withFixture()
        var configuration = try Self.live()
        try workspace.build(.smallInUse, configuration)
        configuration.web = try WebSettings(origin: "https://elsewhere.example")
        #expect(try workspace.build(.smallInUse, configuration).written == [])
        configuration.web = try WebSettings(origin: "https://elsewhere.example", hook: "/h")
        let written = try workspace.build(.smallInUse, configuration).written
        #expect(written.contains("x/index.html") && written.contains("portal/clients/acme.html"))
        #expect(!written.contains { $0.hasPrefix("welcome/") || $0.hasPrefix("assets/") })
    }

    @Test func whatAPageElsewhereNeedsIsWhatTheBuildHasWritten() throws {
        let workspace = try TestWorkspace.withFixture()
        let configuration = try Self.live()
        try workspace.build(.small, configuration)
        let assets = WebAssets(configuration.agency)
        let written = try workspace.tree()
        for name in [
            assets.style, assets.script, assets.icon, assets.login, assets.register,
        ] {
            #expect(written["assets/\(name)"] != nil, "\(name)")
        }
        #expect(written["assets/\(assets.style)"]?.contains(".panel") == true)
    }
}

extension LivePortalTests {
    private static func links(of tenant: Tenant) -> (buttons: [String], folded: [String]) {
        let text = ActionLinks(tenant: tenant, address: HookAddress(hook: "/hook"), l: .en).html
            .text
        func actions(_ text: Substring) -> [String] {
            text.matches(of: /data-action="([a-z]*)"( data-field="([a-z]*)")?/).map {
                $0.3.map { field in "rotate \(field)" } ?? String($0.1)
            }
        }
        let cut = text.firstRange(of: "<details")?.lowerBound ?? text.endIndex
        return (actions(text[..<cut]), actions(text[cut...]))
    }

    @Test(arguments: [
        (Tenant.Status.draft, ["provision", "reconcile", "archive"]),
        (.provisioning, ["provision", "reconcile", "suspend", "archive"]),
        (
            .ready,
            [
                "restart", "reconcile", "provision", "resume", "rotate postgres", "rotate redis",
                "scripts", "upgrade", "suspend", "archive",
            ]
        ),
        (
            .degraded,
            [
                "provision", "restart", "reconcile", "resume", "rotate postgres", "rotate redis",
                "scripts", "upgrade", "suspend", "archive",
            ]
        ),
        (.suspended, ["resume", "reconcile", "suspend", "archive"]),
        (.archived, ["resume", "reconcile", "archive"]),
    ])
    func aStateOffersWhatItAllows(status: Tenant.Status, folded: [String]) throws {
        let tenant = try Tenant.make("acme", slot: 1, status: status)
        let links = Self.links(of: tenant)
        #expect(links.buttons == [])
        #expect(links.folded == folded)
        let offered = Set(links.folded.map { $0.split(separator: " ")[0] })
        let allowed = Action.allCases.filter { $0.needsTenant && $0.wants.contains(status) }
        #expect(offered == Set(allowed.map { $0.rawValue[...] }))
    }

    @Test(arguments: Tenant.Status.allCases)
    func theBaseSystemOffersAVisitOnly(status: Tenant.Status) throws {
        let links = Self.links(of: try .make("base", kind: .base, slot: 0, status: status))
        #expect(links.buttons == [] && links.folded == ["reconcile"])
    }

    @Test func theMenuLeavesOutWhatThePageOffersAsItsOneButton() throws {
        let tenant = try Tenant.make("acme", slot: 1, status: .suspended)
        let links = ActionLinks(
            tenant: tenant, address: HookAddress(hook: "/hook"), l: .en, elsewhere: .resume)
        #expect(!links.html.text.contains("data-action=\"resume\""))
        #expect(links.primary(.resume, "Resume").text.contains("data-action=\"resume\""))
    }

    @Test func aLinkIsTheHooksPageAndNamesItsCommand() throws {
        let tenant = try Tenant.make("acme", slot: 1)
        let text = ActionLinks(tenant: tenant, address: HookAddress(hook: "/hook"), l: .es).html
            .text
        #expect(
            text.contains(
                """
                href="/hook/tenants/acme/actions/rotate?field=redis" data-action="rotate" \
                data-field="redis" data-command="puerto rotate acme redis"
                """))
    }

    @Test(arguments: Language.allCases)
    func theScriptHasTheSameWordsForJobsAsThePages(l: Language) throws {
        let told = try #require(ScriptWords.decoded()[l.rawValue])
        for action in Action.allCases {
            #expect(told.actions[action.rawValue]?["word"] == action.word(l), "\(action)")
        }
        #expect(told.states == Self.words(Job.State.allCases) { $0.word(l) })
        #expect(told.stepStates == Self.words(JobStep.State.allCases) { $0.word(l) })
        #expect(told.links == Self.words(LinkReceipt.State.allCases) { $0.word(l) })
        let words = JobStep.Name.allCases.map { ($0.rawValue, $0.word(l)) }
        #expect(told.steps == Dictionary(uniqueKeysWithValues: words))
    }

    private static func words<State: RawRepresentable<String>>(
        _ states: [State], _ word: (State) -> String
    ) -> [String: String] {
        Dictionary(uniqueKeysWithValues: states.map { ($0.rawValue, word($0)) })
    }
}

/// The words that the script is given in one language.
struct TestWords: Decodable {
    let actions: [String: [String: String]]
    let states: [String: String]
    let stepStates: [String: String]
    let steps: [String: String]
    let links: [String: String]
}

extension ScriptWords {
    /// What a browser reads from the script, by language.
    static func decoded() throws -> [String: TestWords] {
        let begin = "const WORDS = "
        let line = try #require(script.split(separator: "\n").first)
        try #require(line.hasPrefix(begin) && line.hasSuffix(";"))
        let json = line.dropFirst(begin.count).dropLast()
        return try JSONDecoder().decode([String: TestWords].self, from: Data(json.utf8))
    }
}
