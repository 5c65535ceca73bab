import ArgumentParser
import PuertoCore
import PuertoJobs
import PuertoStore

/// The options of every verb that changes stacks.
struct ActionOptions: ParsableArguments {
    @Flag(help: "Print the plan and its hash, and do nothing.") var dryRun = false
    @Flag(help: "Only queue the job: puerto work does it.") var detach = false
    @Flag(name: .shortAndLong, help: "Print the container engine's output.") var verbose = false
    @Option(
        help: ArgumentHelp(
            "Make the request idempotent.",
            discussion: "The same key names the same job, whatever its state is.",
            valueName: "key"))
    var idempotencyKey: String?
    @OptionGroup var options: WorkspaceOptions
}

extension ActionOptions {
    /// Plans, queues or does an action on one client.
    func perform(_ action: Action, _ slug: String, _ parameters: JobParameters = JobParameters())
        async throws
    {
        let slug = try Slug(slug)
        guard !dryRun else { return try await printPlans(action, [slug], parameters) }
        let run = try JobRun(options)
        var request = JobRequest(action, slug, by: Workspace.actor)
        request.parameters = parameters
        request.key = idempotencyKey
        guard !detach else {
            let job = try run.enterDetached(request)
            try FileDescriptorOutput.standard.write(
                Spoken.say("en cola: trabajo ", "queued: job ") + "\(job.id.prefix(8))\n")
            try Workspace.noteWaiting(Spoken.say("el trabajo espera", "the job waits"), run.store)
            return try Next.client(slug, run.store, options)
        }
        let progress = JobProgress(namesClients: false, isVerbose: verbose)
        try await run.finish(run.enter(request, progress), progress)
        let tenant = try run.store.tenant(slug)
        try FileDescriptorOutput.standard.write("\(slug): \(tenant.status.word(Spoken.language))\n")
        try Next.client(slug, run.store, self.options)
    }

    /// Prints the plan of an action on each client, with its hash; nothing is written or started.
    /// A client without a plan does not hold up the others; its error is thrown at the end.
    func printPlans(_ action: Action, _ slugs: [Slug], _ parameters: JobParameters) async throws {
        let workspace = try options.open()
        let world = try workspace.previewWorld()
        var failed: [PuertoError] = []
        for slug in slugs {
            do {
                let plan = try await world.plan(action, slug, parameters)
                let title = slugs.count > 1 ? "\(slug)\n" : ""
                let text =
                    Spoken.language == .en ? plan.text : PlanText(plan.text).printed(.es)
                try FileDescriptorOutput.standard.write("\(title)\(text)plan \(plan.hash)\n")
            } catch let error as PuertoError where slugs.count > 1 {
                failed.append(error)
                Failure.say(error)
            }
        }
        guard let first = failed.first else { return }
        throw failed.count == 1
            ? first
            : PuertoError(
                first.code,
                "\(failed.count) of \(slugs.count) have no plan, first \(first.message)",
                hint: first.hint
            ).spanish(
                "\(failed.count) de \(slugs.count) no tienen plan; el primero: "
                    + (first.spanish?.message ?? first.message),
                hint: first.spanish?.hint ?? first.hint)
    }
}
