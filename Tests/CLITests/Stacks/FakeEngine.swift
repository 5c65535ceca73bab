import Foundation

/// A workspace `w` with a client `acme`, and programs in place of a container engine: they give
/// fixed answers and record their arguments.
struct FakeEngine {
    let scratch: Scratch

    /// The answers of a real engine on a machine without containers.
    static let usual: [String: String] = [
        "version": "echo 20.10.24", "ps": ":", "network": ":", "volume": ":",
        "image": "echo sha256:aa", "compose": ":",
    ]

    init(status: String = "ready", _ answers: [String: String] = [:]) throws {
        scratch = try Scratch()
        try scratch.puerto("init", "w")
        try scratch.write(
            "agency: {name: Faro, locale: es, currency: USD}\n" + FreePlace.found.settings,
            to: "w/puerto.yaml")
        // The base system was recorded with the usual ports.
        for name in ["puerto.db", "puerto.db-wal", "puerto.db-shm", "keys", ".puerto"] {
            try? FileManager.default.removeItem(atPath: scratch.path("w/\(name)"))
        }
        try scratch.write("tenants: []\n", to: "fleet.yaml")
        try FakeEngine.expect(scratch.puerto("import", "fleet.yaml", "--workspace", "w"))
        try FakeEngine.expect(
            scratch.puerto(
                "tenant", "add", "acme", "--name", "Acme", "--status", "draft", "--workspace", "w"))
        if status != "draft" {
            try FakeEngine.expect(
                scratch.puerto("tenant", "edit", "acme", "--status", status, "--workspace", "w"))
        }
        // Compose is Docker's plugin, whatever this machine has.
        try program("home/.docker/cli-plugins/docker-compose", "#!/bin/sh\n")
        try answer(answers)
    }

    private static func expect(_ result: Scratch.Result) throws {
        guard result.code == 0 else { throw NSError(domain: result.err, code: Int(result.code)) }
    }
}

extension FakeEngine {
    /// Makes `docker`, whose answers are scripts of a shell by its first argument.
    func answer(_ answers: [String: String], program name: String = "docker") throws {
        let cases = FakeEngine.usual.merging(answers) { $1 }.sorted { $0.key < $1.key }
            .map { "\($0)) \($1) ;;" }
        let log = scratch.path("asked")
        try program(
            "bin/\(name)",
            """
            #!/bin/sh
            echo "\(name) $*" >> '\(log)'
            case "$1" in
            \(cases.joined(separator: "\n"))
            *) echo "unknown command $1" >&2; exit 1 ;;
            esac
            """)
    }

    /// Makes a program. A child writes it: while this process has it open for writing, another
    /// test may fork, and Linux starts no file that any process can still write (ETXTBSY).
    func program(_ name: String, _ text: String) throws {
        let file = URL(fileURLWithPath: scratch.path(name))
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        let writer = Process()
        writer.executableURL = URL(fileURLWithPath: "/bin/sh")
        writer.arguments = [
            "-c", "printf %s \"$1\" > \"$0\" && chmod 755 \"$0\"", file.path, text,
        ]
        try writer.run()
        writer.waitUntilExit()
        guard writer.terminationStatus == 0 else {
            throw NSError(domain: "cannot write \(name)", code: Int(writer.terminationStatus))
        }
    }

    func remove(_ name: String) throws {
        try FileManager.default.removeItem(atPath: scratch.path(name))
    }

    /// Runs `puerto` with only the test's programs in `PATH`. What it says has the usual numbers,
    /// whichever are free here.
    @discardableResult
    func puerto(_ arguments: String..., input: String = "") throws -> Scratch.Result {
        try puerto(arguments, input: input)
    }

    @discardableResult
    func puerto(
        _ arguments: [String], input: String = "", environment: [String: String] = [:]
    ) throws -> Scratch.Result {
        let said = try scratch.puerto(
            arguments + ["--workspace", "w"], input: input,
            environment: ["PATH": scratch.path("bin"), "HOME": scratch.path("home")]
                .merging(environment) { $1 })
        let place = FreePlace.found
        return Scratch.Result(
            code: said.code, out: place.usual(said.out), err: place.usual(said.err))
    }

    /// The command lines that were run, in order.
    func asked() throws -> [String] {
        guard FileManager.default.fileExists(atPath: scratch.path("asked")) else { return [] }
        return try scratch.text(of: "asked").split(separator: "\n").map(String.init)
    }

    func jobs() throws -> Int {
        try puerto("job", "list").out.split(separator: "\n").count - 1
    }

    /// `outcome action object` of the newest lines of the history, newest first.
    func history(_ count: Int) throws -> [String] {
        let text = try scratch.puerto(
            "audit", "list", "--limit", String(count), "--json", "--workspace", "w"
        ).out
        let lines = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]]
        return (lines ?? []).map { line in
            ["outcome", "action", "object"].map { "\(line[$0] ?? "")" }.joined(separator: " ")
        }
    }
}
