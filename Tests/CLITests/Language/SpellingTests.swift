import Foundation
import Testing
import Yams

/// The command line, openapi.yaml and fleet.yaml spell each thing the same: one name, one format.
@Suite struct SpellingTests {
    /// A record at the command line has all of fleet.yaml; the web tier tells less of it, and says
    /// what may be asked for.
    private static let onlyPrinted: Set<String> = [
        "contact", "since", "containers", "dashboards", "tags", "stack", "onboarding_page",
        "limits",
    ]
    private static let onlyAnswered: Set<String> = ["actions", "job"]
    /// They follow from a record or from a look at the machine, so fleet.yaml does not state them.
    private static let derived: Set<String> = [
        "url", "ports", "onboarding_page", "limits", "observed",
    ]
    /// A form is flat: fleet.yaml has `contact: {name, email}`. `language` is the name of `locale`
    /// before; the rest belongs to the request.
    private static let onlySent: Set<String> = [
        "contact_name", "contact_email", "language", "record_only", "csrf", "key",
    ]
    /// Each kind of thing has its own words for these.
    private static let ownWords: Set<String> = ["state", "kind", "action", "name", "detail"]

    private let engine: FakeEngine
    private let contract = OpenAPI()

    init() throws {
        engine = try FakeEngine()
        let web = "web: {url: \"https://portal.example\"}\n"
        let yaml = try engine.scratch.text(of: "w/puerto.yaml")
        try engine.scratch.write(yaml + web, to: "w/puerto.yaml")
        try expect(
            "tenant", "edit", "acme", "--contact-name", "Eva", "--contact-email",
            "eva@acme.example", "--locale", "en", "--since", "2024-02-29", "--tag", "vip",
            "--dashboard", "/d Panel", "--container", "redis=cache", "--stack", "redis=off",
            "--stack", "image.postgres=postgres:16.9")
    }

    private func expect(_ arguments: String..., input: String = "") throws {
        let result = try engine.puerto(arguments, input: input)
        try #require(result.code == 0, "\(arguments): \(result.err)")
    }

    private func printed(_ arguments: String...) throws -> Any {
        let text = try engine.puerto(arguments + ["--json"]).out
        return try JSONSerialization.jsonObject(with: Data(text.utf8))
    }

    private func rows(_ arguments: String...) throws -> [[String: Any]] {
        let text = try engine.puerto(arguments + ["--json"]).out
        let rows = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]]
        let found = try #require(rows, "\(arguments): \(text)")
        #expect(!found.isEmpty, "\(arguments)")
        return found
    }
}

extension SpellingTests {
    @Test func aRecordIsTheSameInAllThree() throws {
        let listed = try rows("tenant", "list").first { $0["slug"] as? String == "acme" }
        let shown = try #require(try printed("tenant", "show", "acme") as? [String: Any])
        #expect(Self.text(listed) == Self.text(shown))
        let properties = contract.properties("Tenant")
        // It has no plan, and its disk was not measured.
        let absent = Self.onlyAnswered.union(["plan", "disk"])
        #expect(Set(properties.keys).subtracting(shown.keys) == absent)
        #expect(Set(shown.keys).subtracting(properties.keys) == Self.onlyPrinted)
        for name in properties.keys {
            if let value = shown[name] { contract.check(value, properties[name] ?? [:], name) }
        }
        let sent = Set(contract.properties("NewTenant").keys).subtracting(Self.onlySent)
        #expect(sent == ["slug", "name", "plan", "locale", "host", "tags"])

        let fleet = try #require(
            Yams.load(yaml: engine.puerto("export").out, .basic) as? [String: Any])
        let records = try #require(fleet["tenants"] as? [[String: Any]])
        let written = try #require(records.first { $0["slug"] as? String == "acme" })
        #expect(Set(shown.keys).subtracting(written.keys) == Self.derived)
        #expect(Set(written.keys).subtracting(shown.keys) == [])
        for (name, value) in written where name != "containers" {
            #expect(Self.text(shown[name]) == Self.text(value), "\(name)")
        }
        // Those that are as usual are left out of fleet.yaml.
        let containers = try #require(written["containers"] as? [String: String])
        #expect(containers == ["redis": "cache"])
        #expect((shown["containers"] as? [String: String])?["redis"] == "cache")
    }

    @Test func jobsAndTheirStepsAreTheSame() throws {
        try expect("suspend", "acme", "--reason", "no pagó", "--detach")
        try expect("work", "--once")
        let job = try #require(rows("job", "list").first { $0["action"] as? String == "suspend" })
        contract.check(job, "Job")
        let id = try #require(job["id"] as? String)
        let detail = try #require(try printed("job", "show", id) as? [String: Any])
        contract.check(detail, "JobDetail")
        #expect(Self.text(detail["job"]) == Self.text(job))
        let steps = try #require(detail["steps"] as? [[String: Any]])
        #expect(steps.count == 3 && steps.allSatisfy { $0["ended_at"] != nil })
        #expect((detail["events"] as? [Any])?.isEmpty == false)
        #expect((job["parameters"] as? [String: String]) == ["reason": "no pagó"])
    }

    @Test func receiptsOfLinksAreTheSame() throws {
        try expect("credential", "set", "acme", "app", input: "hunter2")
        try expect("handoff", "link", "acme")
        for link in try rows("handoff", "links", "acme") { contract.check(link, "Link") }
    }

    /// Records that the hook does not answer follow the same rules.
    @Test func otherListsHaveTheNamesAndFormatsOfTheContract() throws {
        try expect("credential", "set", "acme", "app", input: "hunter2")
        try expect("handoff", "page", "acme")
        try expect("handoff", "page", "acme")
        try expect("operator", "add", "ana", "--role", "owner", input: "correct horse battery")
        for name in ["ci", "old"] { try expect("hook-secret", "add", name, "--tenant", "acme") }
        try expect("hook-secret", "revoke", "old", "--after", "1d")
        let lists = [
            "credentials": try rows("credential", "list", "acme"),
            "handoffs": try rows("handoff", "list", "acme"),
            "operators": try rows("operator", "list"),
            "secrets": try rows("hook-secret", "list"),
            "history": try rows("audit", "list"),
            "probes": try rows("probe", "acme"),
            "drift": try rows("doctor", "acme", "--skip-pages"),
            "slots": try rows("ports"),
        ]
        for (list, rows) in lists {
            for row in rows {
                for (name, value) in row { check(name, value, list) }
            }
        }
        let states = try #require(lists["handoffs"]?.compactMap { $0["state"] as? String })
        #expect(states == ["current", "replaced"])
        #expect(lists["secrets"]?.compactMap { $0["state"] as? String } == ["active", "ending"])
    }

    private func check(_ name: String, _ value: Any, _ list: String) {
        let place = "\(list): \(name)"
        #expect(name.wholeMatch(of: /[a-z]+(_[a-z]+)*/) != nil, "\(place)")
        let text = value as? String
        if name == "at" || name.hasSuffix("_at") { contract.check(value, "Time", place) }
        if name == "rotate_by" {
            #expect(text?.wholeMatch(of: /\d{4}-\d\d-\d\d/) != nil, "\(place)")
        }
        if name == "state" { #expect(text?.wholeMatch(of: /[a-z]+/) != nil, "\(place)") }
        // The same name as in the contract means the same.
        let schemas = Self.ownWords.contains(name) ? [] : contract.everyProperty(name)
        guard !schemas.isEmpty else { return }
        #expect(schemas.contains { contract.problems(value, $0) == [] }, "\(place): \(value)")
    }

    /// Numbers and texts as texts, dictionaries in the order of their names.
    private static func text(_ value: Any?) -> String {
        switch value {
        case let map as [String: Any]:
            map.keys.sorted().map { "\($0): \(text(map[$0]))" }.joined(separator: ", ")
        case let list as [Any]: list.map { text($0) }.joined(separator: "; ")
        case let value?: "\(value)"
        case nil: "nothing"
        }
    }
}
