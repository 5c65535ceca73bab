internal import Glibc
internal import PuertoCore

extension SiteBuilder {
    /// Makes the pages whose inputs have changed, writes those whose bytes have, and removes the
    /// files that no page claims.
    ///
    /// The lock has to be taken before the records are read. Throws `PuertoErrors` for problems in
    /// the content; the site then stays as it was.
    package func build(_ options: BuildOptions = BuildOptions(), holding lock: BuildLock) throws
        -> BuildReport
    {
        var phases = Phases()
        let state = "\(workspace)/.puerto"
        var known = try Manifest(readingFrom: "\(state)/manifest")
        let survey = Survey(self, known, inspects: options.inspects)
        for (page, state) in survey.moved { known?.pages[page].state = state }
        phases.end(.survey)
        if let known, survey.isNothing, !options.force {
            return BuildReport(unchanged: known, phases, explain: options.explain)
        }
        let (records, previous) = try load(known, survey)
        phases.end(.records)
        let (site, changes, diagnostics) = try site(records, previous, known, survey)
        phases.end(.content)
        var plan = try DuePages(
            site, known, changes, all: options.force || changes.program)
        phases.end(.plan)

        let publication = try Publication(
            folder: "\(workspace)/public", state: state, known: known,
            isUnvisited: survey.isUnvisited)
        try publication.open()
        do {
            let made = try make(&plan, options, publication, diagnostics)
            phases.end(.render)
            let removed = try publication.commit(made.result.staged, of: plan)
            phases.end(.publish)
            let areKept = previous?.identity == records.identity
            try remember(plan, made, survey, areKept ? nil : records, state)
            try publication.finish()
            try publication.close()
            phases.end(.manifest)
            return BuildReport(
                plan, made, removed: removed, phases, explain: options.explain)
        } catch {
            let failure = error
            // The first failure is the one to report; the next run drops the rest.
            do { try publication.close() } catch { throw failure }
            throw failure
        }
    }
}

extension SiteBuilder {
    /// Reads the records, or takes those of the last build where nothing has touched the database.
    /// The second value is the content of `.puerto/records`.
    private func load(_ known: Manifest?, _ survey: Survey) throws -> (FleetRecords, FleetRecords?)
    {
        let file = "\(workspace)/.puerto/records"
        let kept =
            try known == nil ? nil : Disk.readIfThere(file).flatMap(FleetRecords.init(bytes:))
        let isLast = kept.map { $0.identity == known?.origin.records } ?? false
        if let kept, isLast, !survey.records, !survey.configuration { return (kept, kept) }
        return (try records.read(isLast ? kept : nil), kept)
    }

    /// Puts the site together, with the changes since the last build and the errors of the content
    /// as a whole.
    func site(
        _ records: FleetRecords, _ previous: FleetRecords?, _ known: Manifest?, _ survey: Survey
    ) throws -> (Site, SourceChanges, Diagnostics) {
        var diagnostics = Diagnostics()
        let files = try survey.contentFiles()
        let library = ContentLibrary(
            workspace: workspace, agency: configuration.agency, files: files,
            tenants: SlugIndex(records), diagnostics: &diagnostics)
        let site = Site(
            configuration: configuration, records: records, library: library, clock: clock)
        var changes = survey.changes(library: library, records: records)
        changes.shape = changes.records && !site.hasShape(of: previous, known)
        for warning in site.warnings() { diagnostics.warn(warning) }
        do { try site.checkPortalName() } catch { diagnostics.report(error, at: "puerto.yaml") }
        let touched =
            known == nil || changes.program || changes.configuration
            ? nil : Set(changes.notes.map { ContentReader.stem($0).name })
        library.checkNames(touched: touched, &diagnostics)
        return (site, changes, diagnostics)
    }

    /// Renders the due pages, then those the link check adds; throws if any has errors.
    private func make(
        _ plan: inout DuePages, _ options: BuildOptions, _ publication: Publication,
        _ diagnostics: Diagnostics
    ) throws -> BuildResult {
        var result = RunResult(logs: [])
        var due = plan.due
        let progress = options.progress.map { Progress(due.count, $0) }
        let run = Run(
            site: plan.site, keys: plan.keys, paths: plan.paths, index: plan.index,
            progress: progress)
        let keep = keeper(plan, publication, force: options.force)
        while !due.isEmpty {
            result.add(try run.make(due, keep: keep))
            due = AnchorCheck(plan, result).lost
            plan.add(due, .linkLost)
        }
        let found = try settle(plan, result, diagnostics)
        if let errors = PuertoErrors(found.errors) { throw errors }
        return BuildResult(
            result: result, siteWarnings: diagnostics.warnings, warnings: found.warnings)
    }

    /// Returns the function that compares a page with the file in its place, and stages the page if
    /// they differ.
    private func keeper(_ plan: DuePages, _ publication: Publication, force: Bool) -> Run.Keep {
        let known = plan.known
        let before = plan.before
        let paths = plan.paths
        let isDamaged = plan.reasons.map { $0 == .damaged || $0 == .everything }
        return { page, bytes, print, scratch in
            if !force, let known, before[page] >= 0, !isDamaged[page] {
                let old = known.pages[Int(before[page])]
                if old.content == print, old.state != .none {
                    return Run.Stored(isStaged: false, state: old.state)
                }
            }
            return try publication.stage(
                paths[page], bytes, isOwn: before[page] >= 0, force: force, scratch: &scratch)
        }
    }

    /// Collects the errors and warnings of all pages, also of those that were not made.
    func settle(_ plan: DuePages, _ result: RunResult, _ site: Diagnostics) throws
        -> Diagnostics
    {
        var all = site
        for log in result.logs {
            for diagnostics in log.diagnostics { all.merge(diagnostics) }
        }
        // A link that the content's own check reports would be reported again, as the page's.
        if all.errors.isEmpty {
            for log in result.logs { for error in log.linkErrors { all.report(error) } }
            try AnchorCheck(plan, result).check(
                folder: "\(workspace)/public", &all)
        }
        plan.addKept(&all)
        plan.site.library.checkLinked(Set(all.mentions), &all)
        all.settle()
        return all
    }

    /// Writes the records, if they differ, and then the manifest.
    private func remember(
        _ plan: DuePages, _ made: BuildResult, _ survey: Survey, _ records: FleetRecords?,
        _ state: String
    ) throws {
        var origin = survey.origin
        origin.records = plan.site.records.identity
        origin.nextDue = plan.site.nextDue
        if let records {
            try Disk.write("\(state)/records.new", records.bytes)
            try Disk.move("\(state)/records.new", to: "\(state)/records")
        }
        let files = plan.site.library.learntFiles
        origin.runbooks = files.runbooks.state
        origin.notes = files.notes.state
        var manifest = Manifest(
            plan, made.result, origin: origin, files: files, siteWarnings: made.siteWarnings,
            moment: FileState.moment)
        manifest.origin.folders = OutputFolders.settled(below: "\(workspace)/public")
        try manifest.write(to: "\(state)/manifest")
    }
}

/// The pages that were made, and the warnings.
struct BuildResult {
    let result: RunResult
    let siteWarnings: [PuertoError]
    let warnings: [PuertoError]
}
