import Foundation
import TestSupport
import Testing

/// Runs every verb over known secrets: no output and no file holds one.
@Suite struct CanaryTests {
    private static let app = "canary-app-Qz7!<ñ>&\"'-4711"
    private static let postgres = "canary-postgres-0815-Xy"
    private static let redis = "canary-redis-9000-Zw"
    private static let own = "canary passphrase números 77"
    private static let typed = "canary-typed-by-mistake-31"
    private static let canary = Canary(secrets: [app, postgres, redis, own, typed])

    /// Everything that a run of the program has printed, by command line.
    fileprivate final class Session {
        let scratch: Scratch
        var said: [String: Data] = [:]

        init() throws { scratch = try Scratch() }

        @discardableResult
        func run(_ arguments: String..., input: String = "") throws -> Scratch.Result {
            let result = try scratch.puerto(
                arguments + (arguments.first == "init" ? [] : ["--workspace", "w"]), input: input)
            said["\(said.count) \(arguments.prefix(3).joined(separator: " "))"] = Data(
                (result.out + result.err).utf8)
            return result
        }
    }

    private func prepared() throws -> Session {
        let session = try Session()
        try session.run("init", "w")
        try session.run(
            "tenant", "add", "acme", "--name", "Acme", "--contact-email", "eva@acme.example",
            "--status", "ready")
        try session.scratch.write(Self.postgres + "\r\n", to: "postgres.txt")
        for (field, input) in [("app", Self.app + "\n"), ("redis", Self.redis)] {
            let done = try session.run("credential", "set", "acme", field, input: input)
            #expect(done.code == 0, "\(done)")
        }
        let file = session.scratch.path("postgres.txt")
        #expect(
            try session.run("credential", "set", "acme", "postgres", "--from-file", file).code == 0)
        try FileManager.default.removeItem(atPath: file)
        return session
    }

    @Test func noVerbLeavesASecretAnywhere() throws {
        let session = try prepared()
        let handed = try session.run(
            "handoff", "page", "acme", "--own-passphrase", "--out",
            session.scratch.path("page.html"),
            input: Self.own + "\n")
        #expect(handed.code == 0 && handed.out == "")
        try runAll(session)
        try failAll(session)
        var files = try session.scratch.files()
        #expect(files.keys.contains("w/puerto.db") && files.keys.contains("page.html"))
        #expect(files.count > 30)
        for (name, text) in session.said { files["said by \(name)"] = text }
        let golden = Repository.root.appending(path: "Tests/PuertoSiteTests/Golden")
        for name in try FileManager.default.subpathsOfDirectory(atPath: golden.path) {
            files["golden \(name)"] = try? Data(contentsOf: golden.appending(path: name))
        }
        #expect(Self.canary.found(in: files) == [])
        // The generated secrets were only on the terminal.
        #expect(session.said.count > 60)
    }

    @Test func aCanaryIsFoundWhereItIs() throws {
        let text = "xx" + Data(("x" + Self.redis + "y").utf8).base64EncodedString()
        let found = Self.canary.found(in: [
            "plain": Data(("a" + Self.app).utf8), "base64": Data(text.utf8), "none": Data("z".utf8),
        ])
        #expect(found.contains("plain: as it is"))
        #expect(found.contains { $0.hasPrefix("base64: base64") })
        #expect(!found.contains { $0.hasPrefix("none") })
    }

    private func runAll(_ session: Session) throws {
        for verb in [
            ["tenant", "list"], ["tenant", "list", "--json"], ["tenant", "show", "acme"],
            ["tenant", "edit", "acme", "--name", "Acme 2"],
            ["tenant", "edit", "acme", "--contact-email", "luz@acme.example"],
            ["tenant", "add", "other", "--name", "Other"], ["ports"], ["export"],
            ["credential", "list", "acme"], ["credential", "list", "acme", "--json"],
            ["credential", "generate", "other", "redis"], ["key", "rotate"], ["key", "verify"],
            ["key", "retire", "k1"], ["handoff", "list"], ["handoff", "list", "acme", "--json"],
            ["audit", "list"], ["audit", "list", "--json"], ["audit", "verify"],
            ["audit", "checkpoint"], ["audit", "checkpoint", "--key"], ["check"], ["build"],
            ["build", "--verify"], ["build", "--json", "--force"],
            ["build", "--explain", "portal/clients/acme.html"], ["handoff", "withdraw", "acme"],
        ] {
            let result = try session.run(verb)
            #expect(result.code == 0, "\(verb): \(result.err)")
        }
        try session.run(
            "handoff", "page", "acme", "--own-passphrase", input: Self.own)
        try session.run("credential", "set", "acme", "app", input: Self.app)
        try session.run("build")
    }

    private func failAll(_ session: Session) throws {
        for (verb, input) in [
            (["credential", "set", "acme", "app", Self.typed], Self.app),
            (["credential", "set", "acme", "app", "--value", Self.typed], Self.app),
            (["credential", "set", "acme", "app", "--password=\(Self.typed)"], Self.app),
            (["credential", "set", "acme", Self.typed, "--nonsense"], Self.app),
            (["credential", "set", "acme", Self.typed], Self.app),
            (["credential", "set", "nobody", "app"], Self.app),
            (["credential", "set", "acme", "mysql"], Self.app),
            (["credential", "set", "acme", "app"], ""),
            (["credential", "set", "acme", "app"], Self.app + "\n" + Self.app),
            (["credential", "set", "acme", "app"], Self.app + "\u{0}"),
            (["credential", "set", "acme", "app"], String(repeating: Self.app, count: 99)),
            (["credential", "set", "acme", "app", "--from-file", "missing"], Self.app),
            (["credential", "show", "acme", "app"], ""),
            (["credential", "show", "base", "app"], ""),
            (["credential", "show", "acme", "app", "--to-file", "w/puerto.yaml"], ""),
            (["credential", "show", "acme", "app", "--to-file", "/nonexistent/x"], ""),
            (["handoff", "page", "acme", Self.typed], ""), (["handoff", "page", "base"], ""),
            (["handoff", "page", "nobody"], ""), (["handoff", "page", "other"], ""),
            (["handoff", "page", "acme", "--own-passphrase"], "canary"),
            (["handoff", "page", "acme", "--own-passphrase", "--code"], Self.own),
            (["handoff", "page", "acme", "--own-passphrase", "--out", "w/puerto.yaml"], Self.own),
            (["handoff", "page", "acme", "--passphrase", Self.typed], Self.own),
            (["handoff", "withdraw", "other"], ""), (["key", "retire", Self.typed], ""),
            (["key", "retire", "k2"], ""), (["audit", "verify", "--since", "missing"], ""),
        ] {
            let before = try Sqlite.state(session.scratch.path("w/puerto.db"))
            let result = try session.run(verb, input: input)
            #expect(result.code != 0, "\(verb.prefix(4))")
            let after = try Sqlite.state(session.scratch.path("w/puerto.db"))
            // Nothing is changed; the history records the refusal.
            #expect(after.rows == before.rows, "\(verb.prefix(4))")
            let isAskedFor = verb.starts(with: ["credential", "show"]) && verb.count == 4
            #expect(
                after.history == before.history + (isAskedFor ? ["credential.show refused"] : []),
                "\(verb.prefix(4))")
        }
        // A key's name is no secret, and is quoted.
        session.said = session.said.filter { !$0.key.contains("key retire \(Self.typed)") }
        try failWithKeys(session)
    }

    /// Runs verbs with keys that are wrong, missing or open to others.
    private func failWithKeys(_ session: Session) throws {
        let key = session.scratch.path("w/keys/master.key")
        let text = try session.scratch.text(of: "w/keys/master.key")
        let verbs = [
            ["credential", "show", "acme", "app", "--to-file", "out"], ["key", "verify"],
            ["key", "rotate"], ["handoff", "page", "acme"], ["credential", "set", "acme", "app"],
            ["build"],
        ]
        for mode in [0o644, 0o600] {
            if mode == 0o600 {
                try session.scratch.write(
                    text.replacing(/k2 .{8}/) { _ in "k2 AAAAAAAA" }, to: "w/keys/master.key")
            }
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: key)
            try session.run("tenant", "list")
            for verb in verbs where verb != ["build"] {
                #expect(try session.run(verb, input: Self.app).code == 1, "\(verb)")
            }
        }
        try session.scratch.write(text, to: "w/keys/master.key")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key)
        #expect(try session.run("key", "verify").code == 0)
    }
}

extension CanaryTests.Session {
    @discardableResult
    fileprivate func run(_ arguments: [String], input: String = "") throws -> Scratch.Result {
        let result = try scratch.puerto(arguments + ["--workspace", "w"], input: input)
        said["\(said.count) \(arguments.joined(separator: " "))"] = Data(
            (result.out + result.err).utf8)
        return result
    }
}
