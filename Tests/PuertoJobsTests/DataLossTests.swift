import PuertoCore
import PuertoEngine
import PuertoStore
import PuertoVault
import Synchronization
import TestSupport
import Testing

@testable import PuertoJobs

/// A client that ran, and an engine whose answers name the volumes that it still has.
@Suite struct DataLossTests {
    private final class Scene: Sendable {
        let bench: Bench
        let volumes: Mutex<[ServiceKind]>
        /// What a look into a volume prints, by its file.
        let look = Mutex<(output: String, errors: [String])>(("", []))
        let asked = Mutex<[Command]>([])

        init(_ volumes: [ServiceKind]) throws {
            bench = try Bench(isKeyed: true)
            self.volumes = Mutex(volumes)
            let draft = TenantDraft(slug: try Slug("acme"), name: "Acme")
            _ = try bench.store.addTenant(draft, language: .en, by: .cli("test"))
        }

        /// Records what a job has recorded when it has become ready.
        func ran(
            _ status: Tenant.Status, marks: Bool = true, images: [ServiceKind: ImageReference] = [:]
        ) throws {
            let slug = try Slug("acme")
            var request = JobRequest(.provision, slug, by: .cli("test"))
            request.key = "once"
            _ = try bench.store.enqueue(request)
            let claimed = try bench.store.claim(
                for: LeaseHolder("test"), watch: HolderWatch { _ in false })
            let lease = try #require(claimed)
            let project = try world().stack(slug).identity.project
            if marks {
                try bench.store.markFilled(
                    [
                        .postgres: VolumeMark(
                            name: "\(project)_postgres", system: "73", major: 16, isSeen: true,
                            filledAt: 1_780_000_000),
                        .redis: VolumeMark(
                            name: "\(project)_redis", isSeen: true, filledAt: 1_780_000_000),
                    ], lease)
            }
            try bench.store.setRunningImages(images, lease)
            try bench.store.setApplied(String(repeating: "a", count: 64), lease)
            try bench.store.setStatus(status, reason: nil, lease)
            try bench.store.finish(lease)
        }

        func world(_ settings: EngineSettings = .standard) throws -> JobWorld {
            let runner = ProcessRunner { command, _ in
                self.asked.withLock { $0.append(command) }
                return try self.answer(command)
            }
            let engine = ContainerEngine(
                docker: DockerCommand(), compose: ComposeCommand(words: ["docker-compose"]),
                version: "20.10.24", runner: runner)
            return JobWorld(
                store: bench.store, vault: bench.vault, settings: settings, home: try Slug("local"),
                url: { "https://\($0.slug).example" }, stacks: bench.folder + "/stacks",
                engine: { engine }, machine: Machine { _ in "" }, rebuild: { "" })
        }

        private func answer(_ command: Command) throws -> ProcessRunner.Ended {
            let words = command.arguments
            if words.starts(with: ["volume", "ls"]) {
                let id = try bench.store.workspaceID()
                let isWhole = words.contains { $0 == "label=puerto.workspace=\(id)" }
                let lines = volumes.withLock { $0 }.map { kind in
                    "puerto-\(id.prefix(8))-1_\(kind.rawValue)" + (isWhole ? "" : "\t\(id)\t1")
                }
                return .init(status: 0, output: lines.joined(separator: "\n"))
            }
            if words.first == "run" {
                let (output, errors) = look.withLock { $0 }
                return .init(status: errors.isEmpty ? 0 : 1, output: output, errors: errors)
            }
            if words.starts(with: ["image", "inspect"]) {
                return .init(status: 0, output: "sha256:aa")
            }
            return .init(status: 0, output: "")
        }

        func plan(_ action: Action = .resume, _ parameters: JobParameters = JobParameters())
            async throws -> [String]
        {
            let plan = try await world().plan(action, try Slug("acme"), parameters)
            return plan.steps.first { $0.name == "preflight" }?.lines ?? []
        }

        func drift() async throws -> [Drift] {
            let comparison = try await Comparison(world())
            return try await comparison.drift(of: try Slug("acme")).filter {
                $0.subject.hasPrefix("puerto-")
            }
        }
    }

    @Test(arguments: [Tenant.Status.suspended, .archived])
    func aMissingVolumeOfAStoppedClientIsALossEverywhere(status: Tenant.Status) async throws {
        let scene = try Scene([.redis])
        try scene.ran(status)
        let plan = try await scene.plan()
        let loss = plan.filter { $0.hasPrefix("stops here: the volume") }
        #expect(loss.count == 1 && loss[0].contains("_postgres' is missing, with the data of "))
        #expect(loss[0].contains("filled since 2026-05-28"))
        #expect(loss[0].contains("puerto resume acme --new-data"))
        #expect(loss[0].contains("content/runbooks/restaurar-cliente.md"))
        #expect(plan.contains { $0.hasSuffix("_redis, filled since 2026-05-28") })
        #expect(plan.contains { $0.hasPrefix("make volume") && $0.hasSuffix("_cache") })
        let drift = try await scene.drift()
        #expect(
            drift.count == 1 && drift[0].found.hasPrefix("missing, with the data of PostgreSQL"))
        // With the decision the plan makes it, and says what that means.
        let decided = try await scene.plan(.resume, JobParameters(newData: true))
        #expect(decided.contains { $0.hasSuffix("_postgres without the data that it held") })
        #expect(!decided.contains { $0.hasPrefix("stops here: the volume") })
    }

    @Test func aVolumeThatIsThereIsKept() async throws {
        let scene = try Scene([.postgres, .redis])
        try scene.ran(.suspended)
        let plan = try await scene.plan()
        #expect(plan.filter { $0.hasPrefix("keep volume") }.count == 2)
        #expect(!plan.contains { $0.hasPrefix("stops here: the volume") })
        #expect(try await scene.drift().isEmpty)
    }

    @Test func aNewClientsVolumesAreMade() async throws {
        let scene = try Scene([])
        let plan = try await scene.plan(.provision)
        #expect(plan.filter { $0.hasPrefix("make volume") }.count == 4)
        #expect(!plan.contains { $0.hasPrefix("stops here: the volume") })
    }

    /// A client may be recorded as ready before Puerto has made anything of it.
    @Test(arguments: [Tenant.Status.ready, .suspended, .provisioning])
    func aStackThatNeverAcceptedALoginHasLostNothing(status: Tenant.Status) async throws {
        let scene = try Scene([])
        try scene.ran(status, marks: false)
        #expect(try await scene.drift().isEmpty)
    }

    @Test func anEmptyFolderIsALossOnlyWhereFilesWereSeen() async throws {
        let scene = try Scene([.postgres, .redis])
        try scene.ran(.suspended)
        scene.look.withLock {
            $0 = (
                "", DataLook.files(of: .postgres).map { "head: \($0): No such file or directory" }
            )
        }
        let plan = try await scene.plan()
        let loss = plan.filter { $0.hasPrefix("stops here: the volume") }
        #expect(loss.count == 1 && loss[0].contains("_postgres' is empty, without the data of "))
        // A look is a container of its own that ends by itself, and no change.
        let looks = scene.asked.withLock { $0 }.filter { $0.arguments.first == "run" }
        #expect(looks.count == 2 && looks.allSatisfy { $0.arguments.contains("--read-only") })
    }

    @Test func dataOfAnotherMajorVersionStopTheStart() async throws {
        let scene = try Scene([.postgres, .redis])
        try scene.ran(.suspended, images: [.postgres: try ImageReference("postgres:16.9")])
        scene.look.withLock { $0 = ("==> \(DataLook.versionFile) <==\n15\n", []) }
        let plan = try await scene.plan(.resume, JobParameters(newData: true))
        #expect(
            plan.contains {
                $0.hasPrefix(
                    "stops here: the image 'postgres:16.9' is PostgreSQL 16, and the data of "
                        + "'acme' are of PostgreSQL 15")
            })
    }

    @Test func anUpgradeToAnotherMajorVersionIsRefusedByItsPlan() async throws {
        let scene = try Scene([.postgres, .redis])
        try scene.ran(.ready, images: [.postgres: try ImageReference("postgres:16.9")])
        let images = [ServiceKind.postgres: try ImageReference("postgres:17.2")]
        let plan = try await scene.plan(.upgrade, JobParameters(images: images))
        #expect(plan.contains { $0.hasPrefix("stops here: the image 'postgres:17.2' is") })
        let near = [ServiceKind.postgres: try ImageReference("postgres:16.10")]
        let other = try await scene.plan(.upgrade, JobParameters(images: near))
        #expect(!other.contains { $0.hasPrefix("stops here: the image") })
    }

    /// By an edit of the record, by a file, or by an upgrade's own image.
    @Test func anOlderImageThanRanLastNeedsALeaveOfItsOwn() async throws {
        let scene = try Scene([.postgres, .redis])
        let (old, new) = (try ImageReference("redis:7.4.4"), try ImageReference("redis:7.4.9"))
        try scene.ran(.ready, images: [.redis: new])
        let slug = try Slug("acme")
        _ = try scene.bench.store.editTenant(slug, by: .cli("test")) {
            $0.stack.images[.redis] = old
        }
        for action in [Action.reconcile, .provision, .rotate] {
            let error = await #expect(throws: PuertoError.self) {
                try await scene.world().plan(
                    action, slug, JobParameters(field: action == .rotate ? .postgres : nil))
            }
            let found = error?.description
            #expect(
                found?.hasPrefix("'acme' ran redis:7.4.9 last, and redis:7.4.4 is older (") == true)
            #expect(
                found?.contains(
                    "(puerto tenant edit acme --stack image.redis=redis:7.4.9 keeps it; ") == true)
            let leave = "puerto \(action.rawValue) acme --allow-downgrade)"
            #expect(found?.hasSuffix(leave) == (action != .rotate))
        }
        // The record may change after the job began: each step looks again as it writes the file.
        var request = JobRequest(.rotate, slug, by: .cli("test"))
        request.parameters = JobParameters(field: .postgres)
        let job = try scene.bench.store.enqueue(request)
        let stack = try scene.world().stack(slug)
        #expect(throws: PuertoError.self) {
            try scene.world().checkImages(of: stack, for: job)
        }
        _ = try scene.bench.store.cancel(job.id, by: .cli("test"))
        let allowed = try await scene.plan(.provision, JobParameters(allowsDowngrade: true))
        #expect(allowed.contains("image redis:7.4.4 is older than redis:7.4.9, which ran last"))
        let upgrade = JobParameters(images: [.redis: new])
        #expect(try await !scene.plan(.upgrade, upgrade).contains { $0.contains("older") })
    }

    @Test func anImageOfAnotherKindMayBeOlderAndIsSaid() async throws {
        let scene = try Scene([.postgres, .redis])
        try scene.ran(.ready, images: [.redis: try ImageReference("redis:7.4.9")])
        let images = [ServiceKind.redis: try ImageReference("valkey/valkey:8.0.1")]
        var settings = EngineSettings.standard
        settings.images.merge(images) { $1 }
        let plan = try await scene.world(settings).plan(
            .upgrade, Slug("acme"), JobParameters(images: images))
        #expect(plan.text.contains("valkey:8.0.1 differs from redis:7.4.9, which ran last: it may"))
    }

    @Test func aStackKeepsItsImagesUntilAnUpgrade() async throws {
        let scene = try Scene([.postgres, .redis])
        let (old, new) = (try ImageReference("redis:7.4.4"), try ImageReference("redis:7.4.9"))
        var settings = EngineSettings.standard
        settings.images[.redis] = new
        let slug = try Slug("acme")
        #expect(try scene.world(settings).stack(slug).spec.service(.redis)?.image == new)
        try scene.ran(.ready, images: [.redis: old])
        let world = try scene.world(settings)
        #expect(try world.stack(slug).spec.service(.redis)?.image == old)
        let stack = try world.stack(slug, images: [.redis: new])
        #expect(stack.spec.service(.redis)?.image == new)
        let notices = try await Comparison(world, tellsNotices: true).drift(of: slug)
            .filter { $0.subject == "redis" }
        #expect(
            notices == [
                Drift(
                    .image, subject: "redis",
                    found: "stays with redis:7.4.4; puerto.yaml names redis:7.4.9",
                    mend: "puerto upgrade acme --image redis=redis:7.4.9")
            ])
    }
}
