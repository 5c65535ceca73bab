import PuertoCore
import PuertoEngine
import PuertoStore
import PuertoVault
import Testing

@testable import PuertoJobs

/// Reads the steps' dry runs in Spanish; commands and names of files stay.
@Suite struct PlanLanguageTests {
    struct Case: Sendable {
        let action: Action
        let status: Tenant.Status
        var parameters = JobParameters()
    }

    static let cases = [
        Case(action: .provision, status: .draft), Case(action: .restart, status: .ready),
        Case(action: .suspend, status: .ready, parameters: JobParameters(reason: "debe octubre")),
        Case(action: .resume, status: .suspended),
        Case(action: .rotate, status: .ready, parameters: JobParameters(field: .postgres)),
        Case(action: .rotate, status: .ready, parameters: JobParameters(field: .redis)),
        Case(action: .rotate, status: .ready, parameters: JobParameters(field: .app)),
        Case(action: .reconcile, status: .ready), Case(action: .reconcile, status: .archived),
        Case(action: .reconcile, status: .suspended),
        Case(action: .archive, status: .ready, parameters: JobParameters(reason: "se fue")),
    ]

    @Test(arguments: cases) func everyLineOfAPlanIsReadInSpanish(one: Case) async throws {
        let bench = try Bench(isKeyed: true)
        let slug = try Slug("acme")
        _ = try bench.store.addTenant(
            TenantDraft(slug: slug, name: "Acme"), language: .es, by: .cli("test"))
        if one.status != .draft { try run(slug, one.status, bench.store) }
        let plan = try await world(bench).plan(one.action, slug, one.parameters)
        let lines = PlanText(plan.text).lines
        #expect(lines.count > 1)
        for line in lines where line.words(.es) == nil {
            #expect(Self.staysEnglish(line.text), "\(line.step): \(line.text)")
        }
    }

    /// Commands, and files with their masked content.
    private static func staysEnglish(_ text: String) -> Bool {
        text.contains("docker") || text.hasSuffix(Secret.redacted)
            || text.hasPrefix("ALTER ROLE") || text.hasPrefix("ACL SETUSER")
    }

    private func run(_ slug: Slug, _ status: Tenant.Status, _ store: Store) throws {
        _ = try store.enqueue(JobRequest(.provision, slug, by: .cli("test")))
        let claimed = try store.claim(
            for: LeaseHolder("test"), watch: HolderWatch { _ in false })
        let lease = try #require(claimed)
        try store.setApplied(String(repeating: "a", count: 64), lease)
        try store.setStatus(status, reason: nil, lease)
        try store.finish(lease)
    }

    private func world(_ bench: Bench) throws -> JobWorld {
        let runner = ProcessRunner { command, _ in
            let isImage = command.arguments.starts(with: ["image", "inspect"])
            return ProcessRunner.Ended(status: 0, output: isImage ? "sha256:aa" : "")
        }
        let engine = ContainerEngine(
            docker: DockerCommand(), compose: ComposeCommand(words: ["docker-compose"]),
            version: "20.10.24", runner: runner)
        return JobWorld(
            store: bench.store, vault: bench.vault, settings: .standard, home: try Slug("local"),
            url: { "https://\($0.slug).example" }, stacks: bench.folder + "/stacks",
            engine: { engine }, machine: Machine { _ in "" }, rebuild: { "" })
    }
}
