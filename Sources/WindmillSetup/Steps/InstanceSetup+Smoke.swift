package import Windmill

extension InstanceSetup {
    /// Runs a script of Puerto's own in the client's workspace with a new random argument, and
    /// compares what it answers. The script is pushed only when it differs. Returns the name of the
    /// machine that ran it: of the worker's container, for the caller to compare.
    package func smoke(by token: BearerToken) async throws -> (worker: String, outcome: Outcome) {
        try await within(.smoke) {
            let client = server.authorized(by: token)
            var changes: [String] = []
            if let hash = try await pushSmokeScript(client) {
                changes.append("the script \(try SmokeScript.path) is pushed")
                try await waitForLock(hash, client)
            }
            let argument = SmokeScript.argument()
            let job = try await client.run(
                SmokeScript.path, ["word": .string(argument)], in: wanted.workspace.id)
            let result = try await until(.smoke, .endOfJob(job)) { () -> JobResult? in
                switch try await client.job(job, in: wanted.workspace.id) {
                case .waiting, .running: return nil
                case .completed(let result): return result
                }
            }
            return (try SmokeScript.worker(result, argument), Outcome(changes))
        }
    }

    /// Returns the version whose lock is waited for; `nil` when the script is there with its lock.
    private func pushSmokeScript(_ client: WindmillClient) async throws -> ScriptHash? {
        let id = wanted.workspace.id
        var script = try SmokeScript.script
        let found = try await client.script(script.path, in: id)
        if let found, !found.isArchived, found.content == script.content,
            found.language == script.language, found.lock != nil, found.lockErrorLogs == nil
        {
            return nil
        }
        try await makeFolder(client)
        // The server refuses a new script with the content of an archived one, unless it follows it.
        if let found, found.isArchived { script.parent = .exactly(found.hash) }
        let hash = try await client.pushScript(script, in: id)
        if found?.isArchived == true {
            guard try await client.script(script.path, in: id)?.isArchived == false else {
                throw SetupError.changeIsNotThere(.smoke, .script(script.path))
            }
        }
        return hash
    }

    private func makeFolder(_ client: WindmillClient) async throws {
        let (folder, id) = (try SmokeScript.folder, wanted.workspace.id)
        if try await client.folderExists(folder, in: id) { return }
        do { try await client.createFolder(folder, in: id) } catch WindmillError.refused(
            let refusal) where refusal.saysItExists
        {}
        guard try await client.folderExists(folder, in: id) else {
            throw SetupError.changeIsNotThere(.smoke, .folder(folder))
        }
    }

    private func waitForLock(_ hash: ScriptHash, _ client: WindmillClient) async throws {
        try await wait(.smoke, .lock) {
            switch try await client.deployment(hash, in: wanted.workspace.id) {
            case .pending: return false
            case .done: return true
            case .failed(let log):
                // A log has megabytes, of which the last line is shown. A cut inside of a line would
                // leave a part of a secret.
                let end = CleanText.lastLines(log, atMost: 65_536)
                let clean = CleanText.without(wanted.secrets, in: end)
                let last = clean.split(separator: "\n").last.map(String.init) ?? ""
                throw SetupError.scriptHasNoLock(CleanText.line(last, atMost: 200))
            }
        }
    }
}

/// The script that proves that a worker runs this workspace's jobs.
enum SmokeScript {
    static var folder: FolderName { get throws { try FolderName("puerto") } }
    static var path: ItemPath { get throws { try ItemPath("f/puerto/smoke") } }

    /// The last line that it prints is its result.
    static let content = """
        # Made by Puerto. It answers with its argument and the name of the machine that it runs on.
        word="$1"
        echo "$word $HOSTNAME"

        """

    static var script: NewScript {
        get throws {
            NewScript(path: try path, content: content, language: "bash", summary: "Puerto")
        }
    }

    /// 128 random bits, so that no earlier answer can be the right one.
    static func argument() -> String {
        var random = SystemRandomNumberGenerator()
        let digits = Array("0123456789abcdef")
        return String((0..<32).map { _ in digits[Int(random.next() & 15)] })
    }

    /// The worker's machine, from a result that is right. Throws `wrongResult`.
    static func worker(_ result: JobResult, _ argument: String) throws -> String {
        switch result {
        case .failed: throw SetupError.wrongResult(.jobFailed)
        case .succeeded(.string(let text)):
            let parts = text.split(separator: " ", maxSplits: 1)
            guard parts.count == 2, parts[0] == argument else {
                throw SetupError.wrongResult(.anotherAnswer)
            }
            return CleanText.line(String(parts[1]), atMost: 100)
        case .succeeded:
            throw SetupError.wrongResult(.noText)
        }
    }
}
