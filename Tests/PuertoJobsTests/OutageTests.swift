import PuertoCore
import PuertoEngine
import PuertoJobs
import PuertoStore
import Synchronization
import Testing

/// An engine that is there or away, and answers by the first word of a command.
private final class StandIn: Sendable {
    typealias Answer =
        @Sendable (Command, @Sendable (String) -> Void) async throws ->
        ProcessRunner.Ended
    private let isAway: Mutex<Bool>
    private let answers: [String: Answer]
    let asked = Mutex<[String]>([])

    init(isAway: Bool = false, _ answers: [String: Answer] = [:]) {
        self.isAway = Mutex(isAway)
        self.answers = answers
    }

    func comesBack() { isAway.withLock { $0 = false } }

    @Sendable func find() async throws -> ContainerEngine {
        guard !isAway.withLock({ $0 }) else {
            throw PuertoError(.io, "the container engine does not answer: no reason given")
                .spanish("el motor de contenedores no responde: no dice por qué")
        }
        let runner = ProcessRunner { command, line in
            let word = command.arguments.first ?? ""
            self.asked.withLock { $0.append(command.arguments.joined(separator: " ")) }
            return try await self.answers[word]?(command, line)
                ?? ProcessRunner.Ended(status: 0, output: "")
        }
        return ContainerEngine(
            docker: DockerCommand(), compose: ComposeCommand(words: ["docker-compose"]),
            version: "20.10.24", runner: runner)
    }
}

extension Bench {
    /// Adds ready clients on slots whose ports nobody has, and without the stock password.
    fileprivate func clients(_ slugs: String...) throws -> [Slug] {
        try slugs.enumerated().map { index, text in
            let draft = TenantDraft(
                slug: try Slug(text), name: text, slot: try Slot(931 + index), status: .ready)
            let slug = try store.addTenant(draft, language: .en, by: .cli("test")).tenant.slug
            try store.recordOpened(slug)
            return slug
        }
    }

    fileprivate func worker(
        _ engine: StandIn, stop: StopSign = StopSign(),
        remark: @escaping @Sendable (String) -> Void = { _ in }
    ) throws -> Worker {
        Worker(
            JobWorld(
                store: store, vault: vault, settings: EngineSettings(patience: 900),
                home: try Slug("local"),
                url: { "https://\($0.slug).example" }, stacks: folder + "/stacks",
                engine: engine.find, machine: Machine { _ in "" }, rebuild: { "" }),
            stop: stop, remark: remark)
    }

    fileprivate func ask(_ action: Action, _ slug: Slug) throws -> Job {
        try store.enqueue(JobRequest(action, slug, by: .cli("test")))
    }

    /// Waits until the condition holds, at most five minutes: other tests share the processors.
    fileprivate func wait(
        _ condition: () throws -> Bool, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let end = ContinuousClock.now + .seconds(3600)
        while try !condition() {
            try #require(.now < end, "it never came to that", sourceLocation: sourceLocation)
            try await Task.sleep(for: .milliseconds(10))
        }
    }
}

@Suite struct OutageTests {
    @Test func anEngineThatIsAwayUsesUpNoAttemptAndIsSaidOnce() async throws {
        let (bench, engine, stop) = (try Bench(isKeyed: true), StandIn(isAway: true), StopSign())
        let jobs = try bench.clients("a", "b", "c", "d", "e", "f", "g").map {
            try bench.ask(.restart, $0)
        }
        let remarks = Mutex<[String]>([])
        let worker = try bench.worker(engine, stop: stop) { text in
            remarks.withLock { $0.append(text) }
        }
        let work = Task { try await worker.workAll(limit: 2, isOnce: false) }
        try await bench.wait { remarks.withLock { $0.count } == 1 }
        // What needs no engine is done meanwhile.
        let look = try bench.ask(.reconcile, Slug("base"))
        try await bench.wait { try bench.store.job(look.id).state == .done }
        for job in jobs {
            let waiting = try bench.store.job(job.id)
            #expect(waiting.state == .queued && waiting.attempt == 0)
        }
        engine.comesBack()
        // The stand-in has no containers, which is an error of each job's own.
        try await bench.wait { try jobs.allSatisfy { try bench.store.job($0.id).state == .failed } }
        for job in jobs {
            let ended = try bench.store.job(job.id)
            let log = try bench.store.events(of: job.id, after: 0).map(\.text)
            #expect(ended.attempt == 1, "\(log)")
            #expect(ended.error?.contains("has 0 of 4 containers") == true)
        }
        stop.raise()
        try await work.value
        #expect(
            remarks.withLock { $0 } == [
                "the container engine does not answer: no reason given; jobs wait until it answers",
                "the container engine answers again",
            ])
    }

    @Test func anEngineThatIsGoneHalfWayIsWaitedForToo() async throws {
        let bench = try Bench(isKeyed: true)
        let engine = StandIn(isAway: true)
        let slug = try #require(try bench.clients("a").first)
        let job = try bench.ask(.restart, slug)
        let worker = try bench.worker(engine)
        let back = try #require(try await worker.workOne(job.id))
        #expect(back.state == .queued && back.attempt == 0 && worker.outage.isUp)
        #expect(back.error?.contains("does not answer") == true)
        #expect(back.error(.es)?.hasPrefix("el motor de contenedores no responde") == true)
        await worker.lookForTheEngine()
        #expect(worker.outage.isUp)
        engine.comesBack()
        try await bench.wait {
            try bench.store.job(job.id).isDue(at: bench.store.clock())
        }
        let outage = worker.outage
        for _ in 0..<40 where outage.isUp {
            await worker.lookForTheEngine()
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(!outage.isUp)
    }

    private static let missing: StandIn.Answer = { _, _ in
        ProcessRunner.Ended(status: 1, output: "", errors: ["Error: No such image: x"])
    }

    @Test func aPullHoldsUpOnlyItsOwnJobAndEndsWhenItIsCancelled() async throws {
        let (bench, stop) = (try Bench(isKeyed: true), StopSign())
        let engine = StandIn([
            "image": Self.missing,
            "pull": { _, line in
                line("a1b2: Downloading [=>   ] 1MB/9MB")
                try await Task.sleep(for: .seconds(600))
                return ProcessRunner.Ended(status: 0, output: "")
            },
        ])
        let slugs = try bench.clients("a", "b")
        let pulling = try bench.ask(.reconcile, slugs[0])
        let worker = try bench.worker(engine, stop: stop)
        let work = Task { try await worker.workAll(limit: 1, isOnce: false) }
        try await bench.wait {
            try bench.store.events(of: pulling.id).contains {
                $0.text == "a1b2: Downloading 1MB/9MB"
            }
        }
        let other = try bench.ask(.restart, slugs[1])
        try await bench.wait { try bench.store.job(other.id).state == .failed }
        _ = try bench.store.cancel(pulling.id, by: .cli("test"))
        try await bench.wait { try bench.store.job(pulling.id).state == .cancelled }
        // One that is told to stop leaves its job to the next worker.
        let again = try bench.ask(.reconcile, slugs[0])
        try await bench.wait {
            try bench.store.events(of: again.id).contains { $0.text.contains("Downloading") }
        }
        stop.raise()
        try await work.value
        let left = try bench.store.job(again.id)
        #expect(left.state == .queued && left.attempt == 0)
    }

    @Test func theRegistrysWordsAreTheJobsError() async throws {
        let bench = try Bench(isKeyed: true)
        let words = "Error response from daemon: unauthorized: authentication required"
        let engine = StandIn([
            "image": Self.missing,
            "pull": { _, _ in ProcessRunner.Ended(status: 1, output: "", errors: [words]) },
        ])
        let slug = try #require(try bench.clients("a").first)
        let job = try bench.ask(.reconcile, slug)
        let ended = try #require(try await bench.worker(engine).workOne(job.id))
        // Another attempt would be told the same.
        #expect(ended.state == .failed && ended.attempt == 1)
        #expect(ended.error?.contains("cannot be pulled: 'docker pull' failed: \(words)") == true)
        let spanish = try #require(ended.spanishError)
        #expect(spanish.contains("no se pudo descargar: 'docker pull' falló: \(words)"))
    }

    @Test func aCrashLoopEndsTheWaitWithTheContainersLastLine() async throws {
        let bench = try Bench(isKeyed: true)
        let slug = try #require(try bench.clients("a").first)
        let looks = Mutex(0)
        _ = try bench.store.generateMissingCredentials(of: slug, by: .cli("test"))
        let stack = try bench.store.stack(of: slug)
        let labels = """
            {"puerto.workspace":"\(stack.workspace)","puerto.tenant":"\(stack.id)",\
            "puerto.service":"SERVICE"}
            """
        let services = ["postgres", "redis", "windmill", "worker"]
        let engine = StandIn([
            "volume": { command, _ in
                let name = "puerto-\(stack.workspace.prefix(8))-\(stack.id)_postgres"
                let isNamed = command.arguments.contains { $0.hasPrefix("name=") }
                let labels = isNamed ? "\t\(stack.workspace)\t\(stack.id)" : ""
                return ProcessRunner.Ended(status: 0, output: name + labels)
            },
            "ps": { _, _ in ProcessRunner.Ended(status: 0, output: "aa\nbb\ncc\ndd") },
            "inspect": { _, _ in
                let look = looks.withLock { looks in
                    looks += 1
                    return looks
                }
                let lines = services.enumerated().map { index, service in
                    let count = service == "redis" ? look : 0
                    // Every third look finds it running again, without its exit code.
                    let (status, code) = look % 3 == 1 ? ("running", 0) : ("restarting", 7)
                    return """
                        {"id":"\(["aa", "bb", "cc", "dd"][index])","name":"/a_\(service)",\
                        "status":"\(status)","exitCode":\(code),"restarts":\(count),"image":"i",\
                        "imageID":"s","labels":\(labels.replacing("SERVICE", with: service)),\
                        "bindings":null,"networks":null}
                        """
                }
                return ProcessRunner.Ended(status: 0, output: lines.joined(separator: "\n"))
            },
            "logs": { command, line in
                line("ready to start")
                line("bad password 'password of redis' in \(command.arguments.last ?? "")")
                line("")
                return ProcessRunner.Ended(status: 0, output: "")
            },
        ])
        let job = try bench.ask(.restart, slug)
        let ended = try #require(try await bench.worker(engine).workOne(job.id))
        let error = try #require(ended.error)
        #expect(error.contains("'a_redis' ends again and again"))
        #expect(error.contains("exit code 7, and said last: bad password '‹redacted›' in bb"))
        #expect(error.contains("(docker logs a_redis)"))
        #expect(ended.state == .queued)
    }
}
