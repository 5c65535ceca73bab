import ArgumentParser
import PuertoCore
import PuertoJobs
import PuertoStore

/// What every verb that changes stacks takes.
struct ActionOptions: ParsableArguments {
    @Flag(help: "Print what would be done, with the plan's hash, and do nothing.")
    var dryRun = false
    @Flag(help: "Only queue the job: puerto work does it.") var detach = false
    @Flag(name: .shortAndLong, help: "Show what the container engine says.") var verbose = false
    @Option(
        help: ArgumentHelp(
            "Do the same request once only.",
            discussion: "The same key again is the same job, whatever has become of it.",
            valueName: "key"))
    var idempotencyKey: String?
    @OptionGroup var options: WorkspaceOptions
}

extension ActionOptions {
    /// Plans, queues or does an action on one client.
    func perform(_ action: Action, _ slug: String, _ parameters: JobParameters = JobParameters())
        async throws
    {
        let run = try JobRun(options)
        let slug = try Slug(slug)
        guard !dryRun else { return try await plan(action, slug, parameters, run) }
        var request = JobRequest(action, slug, by: Workspace.actor)
        request.parameters = parameters
        request.key = idempotencyKey
        let job = try run.store.enqueue(request)
        guard !detach else {
            return try FileDescriptorOutput.standard.write("queued: job \(job.id.prefix(8))\n")
        }
        try await run.finish(job, JobProgress(namesClients: false, isVerbose: verbose))
        let tenant = try run.store.tenant(slug)
        try FileDescriptorOutput.standard.write("\(slug): \(tenant.status.rawValue)\n")
    }

    private func plan(
        _ action: Action, _ slug: Slug, _ parameters: JobParameters, _ run: JobRun
    ) async throws {
        let plan = try await run.world.plan(action, slug, parameters)
        try FileDescriptorOutput.standard.write(plan.text + "plan \(plan.hash)\n")
    }
}
