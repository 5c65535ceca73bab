internal import PuertoCore

extension Manifest {
    /// Makes the manifest of a build. Pages that were made get new entries, the others keep theirs.
    init(
        _ plan: DuePages, _ result: RunResult, origin: Origin, files: ContentFiles,
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

    /// Tells whether more than half of the lists are leftovers of patches.
    private var isWasteful: Bool { details.count > 4096 + 2 * origin.wholeDetails }

    var siteWarnings: [PuertoError] { (0..<origin.siteWarnings).map(warning) }
}

extension ManifestWriter {
    /// Replaces the entries of the pages that were made.
    fileprivate mutating func patch(_ plan: DuePages, _ result: RunResult, _ moment: Int64) {
        setFingerprints(plan.inputs)
        result.forEach { made, log in
            var entry = manifest.pages[made.page]
            entry.content = made.content
            entry.state = made.state.trusted(at: moment)
            entry.details = append(made, log)
            replace(made.page, entry)
        }
    }

    /// Sets the states of files whose names have not changed.
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

    /// Writes every page's entry anew, and copies the lists of those that were not made.
    fileprivate mutating func write(_ plan: DuePages, _ result: RunResult, _ moment: Int64) {
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
                entry.details = append(value, result.logs[log])
            } else if let known = plan.known {
                let old = known.pages[Int(plan.before[page])]
                entry.content = old.content
                entry.state = old.state
                entry.details = append(Int(plan.before[page]), known, moved)
            }
            append(entry)
        }
        noteWhole()
    }

    /// The places now of the old manifest's pages and inputs.
    private struct Movement {
        let pages: [Int32]
        let inputs: [Input?]

        init(_ plan: DuePages) {
            pages = plan.after
            inputs = plan.inputs.inputs
        }
    }

    /// Appends the lists of a page that was made, and returns the place at which they begin.
    private mutating func append(_ made: RunLog.Rendered, _ log: RunLog) -> UInt32 {
        let start = nextDetails
        appendList(made.inputs.count)
        for place in made.inputs {
            let node = node(log.inputs[place])
            append(node)
        }
        appendList(made.links.count)
        for place in made.links { append(log.links[place]) }
        appendList(made.anchors.count)
        for anchor in log.anchors[made.anchors] { append(anchor: anchor.page, anchor.id) }
        let found = made.diagnostics < 0 ? nil : log.diagnostics[made.diagnostics]
        let mentions = found?.mentions.map { mention($0) } ?? []
        appendList(mentions.count)
        for mention in mentions { append(mention) }
        let warnings = found?.warnings.map { add($0) } ?? []
        appendList(warnings.count)
        for warning in warnings { append(warning) }
        return start
    }

    /// Appends the lists of a page that was not made, in the new places, and returns the place at
    /// which they begin.
    private mutating func append(_ old: Int, _ known: Manifest, _ moved: Movement) -> UInt32 {
        let details = known.details(old)
        let start = nextDetails
        appendList(details.inputs.count)
        for place in known.details[details.inputs] {
            // A page with an input that is gone was made anew, so every one is there.
            if let input = moved.inputs[Int(place)] {
                let node = node(input)
                append(node)
            }
        }
        appendList(details.links.count)
        for place in known.details[details.links] { append(UInt32(moved.pages[Int(place)])) }
        let anchors = known.anchors(details.anchors)
        appendList(anchors.count)
        for (page, id) in anchors { append(anchor: UInt32(moved.pages[page]), id) }
        appendList(details.mentions.count)
        for place in known.details[details.mentions] {
            let mention = mention(known.text(known.mentions[Int(place)]))
            append(mention)
        }
        appendList(details.warnings.count)
        for place in known.details[details.warnings] {
            let warning = add(known.warning(Int(place)))
            append(warning)
        }
        return start
    }
}
