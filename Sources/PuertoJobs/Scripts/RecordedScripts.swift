internal import PuertoCore
internal import PuertoStore
internal import WindmillScripts

/// The steps of a push with their records: each item is recorded as it is pushed, and the version
/// once all of them are.
struct RecordedScripts: Sendable {
    let world: JobWorld
    let lease: Lease
    /// Looks for the client's Windmill again. Each step does so: its container may be another one
    /// by now.
    let look: @Sendable () async throws -> ClientScripts
    /// Writes a line of the job's log.
    let say: @Sendable (String) -> Void
}

extension RecordedScripts {
    private var options: PushOptions { .puerto(lease.job.parameters, world.settings) }

    /// Says what a push would do.
    func lookAtAll() async throws {
        for line in try await look().plan().lines(options, .en) { say(line) }
    }

    /// Pushes what is new or has changed in the files. Throws the first error of an item once all
    /// others are pushed.
    func push() async throws {
        let scripts = try await look()
        try world.store.aimScripts(at: scripts.target, lease)
        var options = options
        options.message = "puerto \(scripts.files.version.prefix(12))"
        let (store, held) = (world.store, lease)
        let push = ScriptPush(scripts.client, scripts.digests, options) { key, pushed in
            guard let pushed else {
                return try store.forgetScript(kind: key.kind.rawValue, name: key.name, held)
            }
            try store.recordScript(
                PushedItem(
                    kind: key.kind.rawValue, name: key.name, sent: pushed.sent, mark: pushed.mark),
                held)
        }
        let plan = try await scripts.plan()
        let report = try await ScriptTrouble.speaking { try await push.run(plan) }
        for key in report.written { say("pushed \(key)") }
        for key in report.removed { say("removed \(key)") }
        for error in report.errors { say("\(error)") }
        guard let first = report.errors.first else { return }
        let more = report.errors.count - 1
        throw more == 0
            ? first
            : first.rewording { text, l in text + l(" (y \(more) más)", " (and \(more) more)") }
    }

    /// Records the version of the files. Throws `conflict` for a file that has changed since it was
    /// pushed: the files of a push are the ones of now.
    func record(_ stack: Stack) throws {
        let files = try world.scriptFiles(of: stack.slug)
        let layout = try world.layout(files, of: stack)
        let state = PushedState(
            try world.store.scripts(of: stack.facts.id), for: try stack.scriptTarget())
        if let first = layout.unpushed(state, try stack.scriptDigests()).first {
            throw PuertoError(
                .conflict, "\(first.text(.en)) has changed in its file since it was pushed",
                hint: "puerto scripts push \(stack.slug)"
            ).spanish(
                "\(first.text(.es)): su archivo cambió después de subirlo",
                hint: "puerto scripts push \(stack.slug)")
        }
        try world.store.recordScriptVersion(whole: files.version, shared: files.shared, lease)
        say("version \(files.version.prefix(12))")
    }

    /// Pushes the scripts of a client that has none of them yet. Later changes are pushed when an
    /// operator asks for it.
    func make(_ stack: Stack) async throws {
        if let reason = try world.reasonForNoScripts(of: stack) { return say(reason) }
        try await push()
        try record(stack)
    }
}

extension JobWorld {
    /// The reason why a start pushes no scripts; `nil` when it does.
    func reasonForNoScripts(of stack: Stack) throws -> String? {
        guard !stack.facts.instance.isLeft else {
            return "as it is: its logins were not made by Puerto"
        }
        guard try !scriptFiles(of: stack.slug).isEmpty else {
            return "no scripts: content/windmill has none"
        }
        let facts = try store.scripts(of: stack.facts.id)
        guard let version = facts.version, let data = facts.target?.data,
            data == stack.facts.instance.secured
        else { return nil }
        return "as it is: version \(version.text) was pushed"
    }
}

extension PushOptions {
    /// The permissions of a job. What the client's people have changed is never replaced.
    static func puerto(_ parameters: JobParameters, _ settings: EngineSettings) -> PushOptions {
        PushOptions(prunes: parameters.prune, lockPatience: .seconds(settings.patience))
    }
}
