import Foundation
import Testing

/// A workspace with something of everything that verbs look at, and a built portal.
struct LookedAtFleet {
    let engine: FakeEngine
    /// A job's id.
    let job: String

    init() throws {
        let engine = try FakeEngine(status: "draft")
        self.engine = engine
        func puerto(_ arguments: String..., input: String = "") throws -> String {
            let result = try engine.puerto(arguments, input: input)
            try #require(result.code == 0, "\(arguments): \(result.err)")
            return result.out
        }
        let yaml = LookedAtFleet.yaml(
            monthly: 4900, memory: 2048, address: "localhost", agency: "Faro", plan: "basic")
        try engine.scratch.write(yaml, to: "w/puerto.yaml")
        _ = try puerto(
            "tenant", "edit", "acme", "--status", "ready", "--plan", "basic", "--contact-email",
            "ana@example.com")
        _ = try puerto("tenant", "add", "later", "--name", "Later")
        _ = try puerto("handoff", "page", "acme")
        _ = try puerto("handoff", "link", "acme")
        _ = try puerto("operator", "add", "ana", input: "a password of some length")
        _ = try puerto("hook-secret", "add", "program")
        _ = try puerto("suspend", "acme", "--reason", "x", "--detach")
        _ = try puerto("work", "--once")
        _ = try puerto("tenant", "edit", "acme", "--status", "ready")
        let list = try puerto("job", "list")
        job = String(try #require(list.split(separator: "\n").last).prefix(8))
        _ = try puerto("build")
    }

    /// Writes another configuration, and runs no verb.
    func change(
        monthly: Int, memory: Int, address: String, agency: String, plan: String = "basic"
    ) throws {
        let yaml = LookedAtFleet.yaml(
            monthly: monthly, memory: memory, address: address, agency: agency, plan: plan)
        try engine.scratch.write(yaml, to: "w/puerto.yaml")
    }

    /// Every file of the workspace with its bytes. SQLite's index (`puerto.db-shm`) is left out:
    /// readers write their marks into it, and it holds no record.
    func contents() throws -> [String: Data] {
        var contents: [String: Data] = [:]
        let names = try FileManager.default.subpathsOfDirectory(atPath: path(""))
        for name in names where !name.hasSuffix("-shm") {
            contents[name] = (try? Data(contentsOf: URL(fileURLWithPath: path(name)))) ?? Data()
        }
        return contents
    }

    func path(_ name: String) -> String { engine.scratch.path("w/\(name)") }

    static func yaml(
        monthly: Int, memory: Int, address: String, agency: String, plan: String
    ) -> String {
        """
        agency: {name: \(agency), locale: es, currency: USD}
        url: http://{host}:{port}
        hosts:
          - {name: local, address: \(address)}
        \(FreePlace.found.settings)
        web: {url: https://portal.example.com, hook: /cgi-bin/puerto}
        plans:
          - {id: \(plan), name: Basic, monthly: \(monthly), limits: {memory_mb: \(memory)}}

        """
    }
}
