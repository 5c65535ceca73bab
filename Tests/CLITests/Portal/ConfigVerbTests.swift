import Foundation
import Testing

/// Tests `puerto config`: its output can be used, and values that cannot be written are refused.
@Suite struct ConfigVerbTests {
    private static let servers = ["lighttpd", "nginx", "apache", "caddy", "busybox"]

    private static func scratch(hook: String = "/hook") throws -> Scratch {
        let scratch = try Scratch.workspace()
        let yaml = try scratch.text(of: "w/puerto.yaml")
        try scratch.write(
            yaml + "\nweb: {url: \"https://portal.example.com\", hook: \(hook)}\n",
            to: "w/puerto.yaml")
        return scratch
    }

    private static func print(
        _ scratch: Scratch, _ words: String..., workspace: String = "w"
    ) throws -> Scratch.Result {
        try scratch.puerto(["config"] + words + ["--workspace", workspace])
    }

    @Test(arguments: servers + ["systemd", "ownership"])
    func withoutWebThereIsNothingToPrint(kind: String) throws {
        let scratch = try Scratch.workspace()
        let result = try Self.print(scratch, kind)
        #expect(result.code == 1)
        #expect(result.out.isEmpty)
        #expect(result.err.contains("no 'web' in puerto.yaml (web: {url:"))
    }

    @Test(arguments: ["lighttpd", "nginx", "apache", "caddy"])
    func aServerIsToldWhereEverythingIs(server: String) throws {
        let scratch = try Self.scratch()
        let folder = URL(filePath: scratch.path("w")).resolvingSymlinksInPath()
            .path(percentEncoded: false)
        let result = try Self.print(
            scratch, server, "--listen", "127.0.0.1:8099", "--serve-port", "7999")
        #expect(result.code == 0, "\(result.err)")
        for part in ["\(folder.hasSuffix("/") ? String(folder.dropLast()) : folder)/public"]
            + ["8099", "nosniff", "no-referrer", "DENY", "same-origin", "noindex", "no-store"]
            + ["frame-ancestors 'none'"]
        {
            #expect(result.out.contains(part), "\(part)")
        }
        // No path was joined with an empty part, and no value was forgotten.
        #expect(!result.out.contains("Optional("))
    }

    @Test(arguments: ["lighttpd", "nginx", "apache", "caddy"])
    func onlyAPortalWithTLSKeepsBrowsersToIt(server: String) throws {
        let scratch = try Self.scratch()
        let secure = try Self.print(scratch, server).out
        for field in ["Strict-Transport", "Permissions-Policy", "Cross-Origin-Opener-Policy"] {
            #expect(secure.contains(field), "\(field)")
        }
        let yaml = try scratch.text(of: "w/puerto.yaml")
        try scratch.write(
            yaml.replacing("https://portal.example.com", with: "http://a.localhost:8099"),
            to: "w/puerto.yaml")
        let local = try Self.print(scratch, server).out
        #expect(local.contains("Permissions-Policy") && !local.contains("Strict-Transport"))
    }

    /// Behind a proxy without `proxies` every caller has one address.
    @Test(arguments: ["lighttpd", "nginx", "apache"])
    func whereAllCallersHaveOneAddressItSaysSo(server: String) throws {
        let scratch = try Self.scratch()
        let warned = try Self.print(scratch, server)
        #expect(warned.code == 0 && warned.err.contains("--proxy 127.0.0.1"), "\(warned.err)")
        #expect(try Self.print(scratch, server, "--listen", "192.0.2.1:8080").err == "")
        let told = try Self.print(scratch, server, "--proxy", "127.0.0.1", "--proxy", "10.0.0.2")
        #expect(told.code == 0 && told.err == "", "\(told.err)")
        let line = [
            "lighttpd": #"extforward.forwarder = ("127.0.0.1" => "trust", "10.0.0.2" => "trust")"#,
            "nginx": "set_real_ip_from 10.0.0.2;", "apache": "RemoteIPInternalProxy 10.0.0.2",
        ][server]
        #expect(told.out.contains(line ?? "?") && !warned.out.contains(line ?? "?"))
        let yaml = try scratch.text(of: "w/puerto.yaml")
        try scratch.write(
            yaml.replacing("web: {", with: "web: {proxies: [127.0.0.1], "), to: "w/puerto.yaml")
        #expect(try Self.print(scratch, server).err == "")
    }

    /// Before `puerto serve` Caddy itself is a proxy.
    @Test func behindCaddyEveryProxyIsNamed() throws {
        let scratch = try Self.scratch()
        let yaml = try scratch.text(of: "w/puerto.yaml")
        func config() throws -> Scratch.Result {
            try Self.print(scratch, "caddy", "--proxy", "10.0.0.2")
        }
        let warned = try config()
        #expect(warned.code == 0 && warned.out.contains("trusted_proxies 10.0.0.2\n"))
        #expect(warned.err.contains("(proxies: [127.0.0.1, 10.0.0.2] under web in puerto.yaml)"))
        try scratch.write(
            yaml.replacing("web: {", with: "web: {proxies: [127.0.0.1, 10.0.0.2], "),
            to: "w/puerto.yaml")
        #expect(try config().err == "")
    }

    @Test func whatStandsForManyCallersHasNoLimit() throws {
        let scratch = try Self.scratch()
        let yaml = try scratch.text(of: "w/puerto.yaml")
        try scratch.write(
            yaml.replacing("web: {", with: "web: {proxies: [10.0.0.2, 10.0.0.3], "),
            to: "w/puerto.yaml")
        let text = try Self.print(scratch, "nginx", "--proxy", "10.0.0.2").out
        for shared in ["127.0.0.0/8 1;", "::1 1;", "10.0.0.3 1;"] {
            #expect(text.contains(shared), "\(shared)")
        }
        #expect(!text.contains("10.0.0.2 1;"))
    }

    @Test func aProxyIsOneAddress() throws {
        for proxy in ["localhost", "10.0.0.0/8", "10.0.0.1; evil", ""] {
            let result = try Self.print(try Self.scratch(), "nginx", "--proxy", proxy)
            #expect(result.code == 1 && result.err.contains("is not the address of a proxy"))
        }
        let there = try Self.scratch(hook: "/cgi-bin/puerto")
        #expect(try Self.print(there, "busybox", "--proxy", "10.0.0.1").code == 1)
    }

    @Test func busyboxRunsProgramsInOnePlaceOnly() throws {
        let result = try Self.print(try Self.scratch(), "busybox")
        #expect(result.code == 1)
        #expect(result.err.contains("hook: /cgi-bin/puerto under web in puerto.yaml"))
        let there = try Self.print(try Self.scratch(hook: "/cgi-bin/puerto"), "busybox")
        #expect(there.out.hasPrefix("#!/bin/sh\n"))
    }

    @Test(arguments: [
        ("--user", "www data"), ("--user", ""), ("--operator", "a;b"), ("--listen", "8080"),
        ("--listen", "localhost:80"), ("--listen", "127.0.0.1:0"), ("--listen", "127.0.0.1:+80"),
        ("--listen", "::1:80"), ("--cgi", "/a\nb"), ("--state", "/a\u{7F}b"),
        ("--serve-port", "70000"),
    ])
    func whatCannotBeWrittenDownIsRefused(option: String, value: String) throws {
        let result = try Self.print(try Self.scratch(), "nginx", option, value)
        #expect(result.code == 1)
        #expect(result.out.isEmpty)
    }

    @Test(arguments: [
        ("lighttpd", "/a\\b"), ("nginx", "/a$b"), ("apache", "/a${b}"), ("apache", "/a[b]"),
        ("caddy", "/a{b}"),
    ])
    func aMarkThatAServerCannotBeToldIsRefused(server: String, path: String) throws {
        let result = try Self.print(try Self.scratch(), server, "--cgi", path, "--state", path)
        #expect(result.code == 1)
        #expect(result.err.contains("rename the folder"))
    }

    @Test(arguments: ["busybox", "ownership"])
    func aScriptIsOneThatAShellCanRead(kind: String) throws {
        let scratch = try Self.scratch(hook: "/cgi-bin/puerto")
        let script = try Self.print(scratch, kind, "--state", "/a'b \"c\" $d `e`").out
        try scratch.write(script, to: "script")
        #expect(script.contains(#"'/a'\''b "c" $d `e`"#))
        #expect(try Self.run("/bin/sh", "-n", scratch.path("script")) == 0)
    }

    /// A program of another user could type into the terminal that it shares with root.
    @Test func rootsScriptRunsNoProgramAsAnotherUser() throws {
        let script = try Self.print(try Self.scratch(), "ownership").out
        for program in ["runuser", "setpriv", "sudo", " su ", "tenant list"] {
            #expect(!script.contains(program), "\(program)")
        }
    }

    @Test func unitsAreOnesThatSystemdReads() throws {
        let scratch = try Self.scratch()
        let all = try Self.print(scratch, "systemd").out
        for unit in Self.units.map({ "puerto-\($0).service" }) {
            let text = try Self.print(scratch, "systemd", unit).out
            #expect(all.contains("# /etc/systemd/system/\(unit)\n" + text))
            Self.checkHardening(text)
            try scratch.write(text, to: unit)
            try Self.verify(scratch.path(unit))
        }
    }

    @Test func unitsOfTheWebServersUserHideWhatIsTheOperators() throws {
        let (scratch, workspace) = try Self.located()
        for (unit, user, hidden) in [
            ("work", "puerto", []), ("watch", "puerto", ["stacks"]),
            ("broker", "puerto", ["stacks", "content", ".puerto"]),
            ("serve", "www-data", Self.operators), ("fcgiwrap", "www-data", Self.operators),
        ] {
            let text = try Self.print(scratch, "systemd", "puerto-\(unit).service").out
            #expect(text.contains("\nUser=\(user)\n"), "\(unit)")
            let paths = Self.setting("InaccessiblePaths", in: text)
            for name in Self.operators {
                #expect(
                    paths.contains("\"-\(workspace)/\(name)\"") == hidden.contains(name),
                    "\(unit): \(name)")
            }
            #expect(paths.contains("-/run/docker.sock") == (unit != "work"), "\(unit)")
            #expect(text.contains("SupplementaryGroups=docker") == (unit == "work"))
            let writes = Self.setting("ReadWritePaths", in: text)
            #expect(writes.contains(workspace) == (user == "puerto"), "\(unit): \(writes)")
            // Its socket is the one that the two connect to.
            #expect(text.contains("\nWants=puerto-broker.service\n") == (user == "www-data"))
            let after = Self.setting("After", in: text)
            #expect(after.contains("puerto-broker.service") == (user == "www-data"), "\(unit)")
        }
    }

    @Test func theBrokersUnitHasOneKeyAndNoNetwork() throws {
        let (scratch, workspace) = try Self.located()
        let text = try Self.print(
            scratch, "systemd", "puerto-broker.service", "--user", "http", "--operator", "ana"
        ).out
        for line in [
            "User=ana", "PrivateNetwork=yes", "RestrictAddressFamilies=AF_UNIX", "Restart=always",
            "TemporaryFileSystem=\"\(workspace)/keys:ro\"",
            "BindReadOnlyPaths=\"-\(workspace)/keys/web.key\"",
            "ReadOnlyPaths=\"-\(workspace)/public\"",
        ] {
            #expect(text.contains("\n\(line)\n"), "\(line)")
        }
        let command = "\"broker\" \"--user\" \"http\" \"--workspace\" \"\(workspace)\"\n"
        #expect(Self.setting("ExecStart", in: text).hasSuffix(command.dropLast()))
        #expect(!text.contains("docker.service") && !text.contains("master.key"))
    }

    /// systemd reads parts of paths apart at colons, and some of them twice.
    @Test func unitsOfAFolderWithMarksOfSystemdsAreRead() throws {
        let scratch = try Self.scratch()
        let name = #"an agency's "own" & 100% $HOME #1: a\b"#
        try FileManager.default.moveItem(
            atPath: scratch.path("w"), toPath: scratch.path(name))
        for unit in Self.units.map({ "puerto-\($0).service" }) {
            let text = try Self.print(scratch, "systemd", unit, workspace: name)
            #expect(text.code == 0, "\(text.err)")
            try scratch.write(text.out, to: unit)
            try Self.verify(scratch.path(unit))
        }
    }

    private static let units = ["work", "broker", "watch", "serve", "fcgiwrap"]

    private static let operators = [
        "keys", "stacks", "content", ".puerto", "puerto.yaml", "fleet.yaml", "puerto.db",
        "puerto.db-wal", "puerto.db-shm",
    ]

    /// A workspace, and its path as it is printed.
    private static func located() throws -> (Scratch, String) {
        let scratch = try Self.scratch()
        let folder = URL(filePath: scratch.path("w")).resolvingSymlinksInPath()
            .path(percentEncoded: false)
        return (scratch, folder.hasSuffix("/") ? String(folder.dropLast()) : folder)
    }

    /// The values of a unit's setting, one after the other.
    private static func setting(_ name: String, in text: String) -> String {
        text.split(separator: "\n").filter { $0.hasPrefix(name + "=") }
            .map { String($0.dropFirst(name.count + 1)) }.joined(separator: " ")
    }

    /// Has systemd read a unit, where it is there.
    private static func verify(_ path: String) throws {
        let program = "/usr/bin/systemd-analyze"
        guard FileManager.default.isExecutableFile(atPath: program) else { return }
        // The server looks for programs too, and not every machine has all of them.
        let said = try output(program, "verify", "--man=no", path)
        let unit = path.split(separator: "/").last ?? ""
        let other = said.split(separator: "\n").filter {
            $0.contains(unit) && !$0.contains("is not executable")
                && !$0.contains("Failed to resolve user")
        }
        #expect(other.isEmpty, "\(other)")
    }

    private static func checkHardening(_ text: String) {
        let lines = Set(text.split(separator: "\n").map(String.init))
        for line in ["NoNewPrivileges=yes", "CapabilityBoundingSet=", "ProtectSystem=strict"]
            + [
                "LimitCORE=0", "PrivateTmp=yes", "RestrictNamespaces=yes",
                "SystemCallFilter=@system-service",
            ]
        {
            #expect(lines.contains(line), "\(line)")
        }
        #expect(lines.contains { $0.hasPrefix("RestrictAddressFamilies=AF_UNIX") })
        #expect(lines.contains { $0.hasPrefix("User=") })
    }

    private static func run(_ words: String...) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: words[0])
        process.arguments = Array(words.dropFirst())
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }

    private static func output(_ words: String...) throws -> String {
        let (process, pipe) = (Process(), Pipe())
        process.executableURL = URL(filePath: words[0])
        process.arguments = Array(words.dropFirst())
        (process.standardOutput, process.standardError) = (pipe, pipe)
        try process.run()
        let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}
