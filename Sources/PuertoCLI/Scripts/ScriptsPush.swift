import ArgumentParser
import PuertoCore
import PuertoJobs
import PuertoStore

/// `puerto scripts push SLUG…`, `puerto scripts push --all`.
struct ScriptsPush: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "push", abstract: "Push scripts into clients' Windmills.",
        discussion: """
            Shows what would change and asks. What the client's people have changed stays as it \
            is; what both have changed is refused. Nothing is removed without --prune. Of several \
            clients the first one is done alone, and the others only when that has ended well.
            """)

    @Argument(help: "The clients.") var slugs: [String] = []
    @Flag(help: "Every client that runs.") var all = false
    @Flag(help: "Remove what was pushed once and has no file any more.") var prune = false
    @OptionGroup var choice: ClientChoice
    @OptionGroup var action: ActionOptions

    func validate() throws {
        try choice.check(slugs, all: all, action, single: [("--detach", action.detach)])
    }

    func run() async throws {
        let workspace = try action.options.open()
        let world = try workspace.previewWorld()
        let looks = try await ScriptLooks.read(
            chosen(world, workspace), world, prunes: prune, limit: choice.jobs)
        let lines = looks.lines
        guard !action.dryRun else {
            try FileDescriptorOutput.standard.write(lines.map { $0 + "\n" }.joined())
            return try looks.finish()
        }
        for line in lines { Failure.note(line) }
        // A client that does not answer holds up the others before anything is pushed.
        try looks.finish()
        let due = looks.looks.filter(\.wantsPush).map(\.slug)
        guard !due.isEmpty else {
            return try FileDescriptorOutput.standard.write(
                Spoken.say("scripts: nada que hacer\n", "scripts: nothing to do\n"))
        }
        if !choice.yes {
            let count = Clients.counted(due.count)
            try Confirmation.ask(Spoken.say("subir a \(count)", "push to \(count)"))
        }
        try await push(due, world)
    }

    private func chosen(_ world: JobWorld, _ workspace: Workspace) throws -> [Slug] {
        guard !all else { return try world.clientsWithScripts() }
        return try choice.clients(slugs, for: .scripts, workspace.readingStore()).map(\.slug)
    }

    /// Pushes to the first client, then to the others.
    private func push(_ due: [Slug], _ world: JobWorld) async throws {
        guard let first = due.first else { return }
        let others = Array(due.dropFirst())
        let common = JobParameters(prune: prune)
        let own = try await plans(of: due, world)
        do {
            try await action.perform(.scripts, first.text, own[first] ?? common)
        } catch let error as PuertoError where !others.isEmpty {
            let count = Clients.counted(others.count)
            throw error.rewording { text, l in
                text
                    + l(
                        "; no se subió nada a \(count) más",
                        "; nothing was pushed to \(count) more")
            }
        }
        guard !others.isEmpty else { return }
        try await FleetAction(
            action: .scripts, parameters: common, limit: choice.jobs, own: own
        ).perform(others, action)
    }

    /// Binds each job to the plan that was shown: it removes nothing after another one.
    private func plans(of due: [Slug], _ world: JobWorld) async throws -> [Slug: JobParameters] {
        guard prune else { return [:] }
        var own: [Slug: JobParameters] = [:]
        for slug in due {
            var parameters = JobParameters(prune: true)
            parameters.plan = try await world.plan(.scripts, slug, parameters).hash
            own[slug] = parameters
        }
        return own
    }
}
