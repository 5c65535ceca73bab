import ArgumentParser
import PuertoCore
import PuertoEngine
import PuertoJobs
import PuertoStore

/// `puerto adopt [SLUG…]`.
struct Adopt: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "adopt", abstract: "Record stacks on this machine that Puerto did not make.",
        discussion: """
            Finds them by image, published ports, container names and Compose's project, shows what \
            was found and why, and asks on a terminal. The slot follows from the application's port \
            by the port rule: slot 0 is the base system, any other a client. They are observed from \
            then on: probed and on the portal, and never changed or stopped. Several candidates for \
            one service are named, and none is chosen. A stack whose record is there already is \
            marked. Passwords are entered by puerto credential set; puerto tenant remove forgets \
            the record alone. Taking a stack over is a restore.
            """)

    @Argument(help: "The short names shown by --dry-run; all that can be adopted by default.")
    var slugs: [String] = []
    @Option(help: "Another short name for the one stack that is named.") var slug: String?
    @Option(help: "Its name, as people write it.") var name: String?
    @Option(
        help: ArgumentHelp(
            "SERVICE=NAME of a container of the one stack that is named.",
            discussion: "windmill, worker, postgres or redis; repeat it for more."))
    var container: [String] = []
    @Flag(help: "Print what was found, and record nothing.") var dryRun = false
    @Flag(help: "Confirm without a question.") var yes = false
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: WorkspaceOptions

    func validate() throws {
        guard slugs.count != 1 else { return }
        let single = [
            ("--slug", slug != nil), ("--name", name != nil), ("--container", !container.isEmpty),
        ]
        for (name, isGiven) in single where isGiven {
            throw ValidationError("\(name) takes one stack, by its short name")
        }
    }

    func run() async throws {
        let workspace = try options.open()
        let preview = try workspace.previewWorld()
        let (found, others) = try await preview.adoptions(wishes())
        let wanted = try chosen(found)
        try checkNames(wanted)
        guard !dryRun else { return try AdoptionPlan(found: wanted, others: others).print(output) }
        let adoptions = try wanted.filter { $0.state != .observed }.compactMap { one in
            slugs.isEmpty ? try? one.adoption.get() : try one.adoption.get()
        }
        let plan = AdoptionPlan(found: wanted, others: slugs.isEmpty ? others : [])
        guard !adoptions.isEmpty else {
            try plan.print(output)
            return Failure.note(Spoken.say("nada que adoptar", "nothing to adopt"))
        }
        for line in plan.lines { Failure.note(line) }
        if !yes { try Confirmation.ask(Adopt.question(adoptions)) }
        try await record(adoptions, workspace)
    }

    private static func question(_ adoptions: [Adoption]) -> String {
        let names = adoptions.map { "'\($0.slug)'" }.joined(separator: ", ")
        return Spoken.say("registrar como observado: \(names)", "record as observed: \(names)")
    }

    /// Records them and looks at them once. What a probe finds is shown on the pages; an engine
    /// that has gone meanwhile is only a warning.
    private func record(_ adoptions: [Adoption], _ workspace: Workspace) async throws {
        let store = try workspace.writingStore()
        let done = try store.adopt(
            adoptions, language: workspace.configuration.agency.language, by: Workspace.actor)
        for warning in done.compactMap(\.warning) { Failure.warn(warning) }
        do {
            _ = try await workspace.jobWorld(store).look(
                at: done.map(\.tenant.slug), by: Workspace.actor)
        } catch let error as PuertoError { Failure.warn(error) }
        if output.json {
            try output.printJSON(
                done.map { TenantRecordView($0.tenant, workspace.configuration) })
        } else {
            let word = Spoken.say("observado", "observed")
            try FileDescriptorOutput.standard.write(
                done.map { "\(word): \($0.tenant.slug)\n" }.joined())
        }
        workspace.followPages(store)
        if !output.json, done.count == 1 {
            try Next.client(done[0].tenant.slug, store, options)
        }
    }
}

extension Adopt {
    private func wishes() throws -> [Slug: AdoptionWish] {
        guard slugs.count == 1 else { return [:] }
        var wish = AdoptionWish(slug: try slug.map { try Slug($0) }, name: name)
        for text in container {
            let parts = text.split(separator: "=", maxSplits: 1)
            guard parts.count == 2 else {
                throw PuertoError(
                    .invalid, "container \(PuertoError.quote(text)) names no service",
                    hint: "windmill=NAME, worker=NAME, postgres=NAME or redis=NAME"
                ).spanish(
                    "el contenedor \(PuertoError.quote(text)) no nombra ningún servicio",
                    hint: "windmill=NOMBRE, worker=NOMBRE, postgres=NOMBRE o redis=NOMBRE")
            }
            wish.containers[try ServiceKind.named(String(parts[0]))] = String(parts[1])
        }
        return [try Slug(slugs[0]): wish]
    }

    /// Refuses another name for a stack that has its record: that changes by another verb.
    private func checkNames(_ wanted: [AdoptionProposal]) throws {
        guard wanted.count == 1, let own = wanted[0].slug, wanted[0].hasRecord else { return }
        let isRenamed = name != nil && wanted[0].isObserved
        let change = { (l: Language) -> String? in
            if let slug, slug != own.text { return "--new-slug \(slug)" }
            return isRenamed ? l("--name NOMBRE", "--name NAME") : nil
        }
        guard let english = change(.en), let spanish = change(.es) else { return }
        throw PuertoError(
            .conflict, "'\(own)' has its record already",
            hint: "puerto tenant edit \(own) \(english) changes it"
        ).spanish(
            "'\(own)' ya tiene su registro",
            hint: "puerto tenant edit \(own) \(spanish) lo cambia")
    }

    /// The stacks that are named, or all. A wish may have given the one stack another short name.
    private func chosen(_ found: [AdoptionProposal]) throws -> [AdoptionProposal] {
        guard !slugs.isEmpty else { return found }
        return try slugs.map { text in
            let names = [text, slugs.count == 1 ? slug : nil]
            if let one = found.first(where: { names.contains($0.slug?.text) }) { return one }
            let nearest = text.nearest(in: found.compactMap { $0.slug?.text })
            throw PuertoError(
                .notFound, "no stack \(PuertoError.quote(text)) was found on this machine",
                hint: nearest.map { "did you mean '\($0)'?" } ?? "puerto adopt --dry-run lists them"
            ).spanish(
                "no se encontró ningún sistema \(PuertoError.quote(text)) en esta máquina",
                hint: nearest.map { "¿querías decir '\($0)'?" }
                    ?? "puerto adopt --dry-run los enumera")
        }
    }
}
