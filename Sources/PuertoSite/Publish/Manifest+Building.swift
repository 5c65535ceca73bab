internal import PuertoCore

extension Manifest {
    /// The manifest of a build: pages that were made as they are now, the others as they were.
    init(
        _ plan: BuildPlan, _ result: RunResult, origin: Origin, files: ContentFiles,
        siteWarnings: [PuertoError], moment: Int64
    ) {
        if let known = plan.known, plan.isSameStructure, !known.isWasteful,
            known.siteWarnings == siteWarnings
        {
            var writer = ManifestWriter(plan.site, continuing: known)
            writer.patch(plan, result, moment)
            writer.refresh(files)
            writer.set(origin)
            self = writer.manifest
        } else {
            var writer = ManifestWriter(plan.site)
            writer.setSiteWarnings(siteWarnings)
            writer.set(files)
            writer.write(plan, result, moment)
            writer.set(origin)
            self = writer.manifest
        }
    }

    /// Whether half of it is what patches have left behind.
    private var isWasteful: Bool { details.count > 4096 + 2 * origin.wholeDetails }

    var siteWarnings: [PuertoError] { (0..<origin.siteWarnings).map(warning) }
}

extension ManifestWriter {
    /// Replaces the entries of the pages that were made.
    fileprivate mutating func patch(_ plan: BuildPlan, _ result: RunResult, _ moment: Int64) {
        setFingerprints(plan.inputs.fingerprints)
        expect(lookups: result.count * 16)
        result.forEach { made, log in
            var entry = manifest.pages[made.page]
            entry.content = made.content
            entry.state = made.state.trusted(at: moment)
            entry.details = append(lists(made, log))
            replace(made.page, entry)
        }
    }

    /// Takes over the states of files whose names have not changed.
    fileprivate mutating func refresh(_ files: ContentFiles) {
        refresh(files.runbooks, \.runbooks)
        refresh(files.notes, \.notes)
    }

    private mutating func refresh(
        _ folder: ContentFiles.Folder, _ list: WritableKeyPath<Manifest, [Manifest.FileEntry]>
    ) {
        update(list) { entries in
            for (place, file) in folder.files.enumerated() {
                entries[place].state = file.state
                entries[place].fingerprint = file.fingerprint
            }
        }
    }

    /// Writes every page anew, copying the lists of those that were not made.
    fileprivate mutating func write(_ plan: BuildPlan, _ result: RunResult, _ moment: Int64) {
        var made: [(log: Int, place: Int)?] = Array(repeating: nil, count: plan.keys.count)
        for (log, value) in result.logs.enumerated() {
            for (place, page) in value.pages.enumerated() { made[page.page] = (log, place) }
        }
        let moved = Movement(plan)
        for page in plan.keys.indices {
            let key = plan.keys[page]
            var entry = Manifest.PageEntry(
                kind: key.kind.rawValue, language: key.language, first: key.first,
                second: key.second, path: add(plan.paths[page]), details: 0, content: 0,
                state: .none)
            if let (log, place) = made[page] {
                let value = result.logs[log].pages[place]
                entry.content = value.content
                entry.state = value.state.trusted(at: moment)
                entry.details = append(lists(value, result.logs[log]))
            } else if let known = plan.known {
                let old = known.pages[Int(plan.before[page])]
                entry.content = old.content
                entry.state = old.state
                entry.details = append(lists(Int(plan.before[page]), known, moved))
            }
            append(entry)
        }
        noteWhole()
    }

    /// Where the old manifest's things are now.
    private struct Movement {
        let pages: [Int32]
        let inputs: [Input?]

        init(_ plan: BuildPlan) {
            pages = plan.after
            inputs = plan.inputs.inputs
        }
    }

    private mutating func lists(_ made: RunLog.Made, _ log: RunLog) -> PageLists {
        var lists = PageLists()
        lists.inputs = log.inputs[made.inputs].map { node($0) }
        lists.links = Array(log.links[made.links])
        lists.anchors = log.anchors[made.anchors].map { ($0.page, $0.id) }
        guard made.diagnostics >= 0 else { return lists }
        let diagnostics = log.diagnostics[made.diagnostics]
        lists.mentions = diagnostics.mentions.map { mention($0) }
        lists.warnings = diagnostics.warnings.map { add($0) }
        return lists
    }

    private mutating func lists(_ old: Int, _ known: Manifest, _ moved: Movement) -> PageLists {
        let details = known.details(old)
        var lists = PageLists()
        lists.inputs = known.details[details.inputs].compactMap { place in
            moved.inputs[Int(place)].map { node($0) }
        }
        lists.links = known.details[details.links].map { UInt32(moved.pages[Int($0)]) }
        lists.anchors = known.anchors(details.anchors).map {
            (UInt32(moved.pages[$0.page]), $0.id)
        }
        lists.mentions = known.details[details.mentions].map {
            mention(known.text(known.mentions[Int($0)]))
        }
        lists.warnings = known.details[details.warnings].map { add(known.warning(Int($0))) }
        return lists
    }
}
