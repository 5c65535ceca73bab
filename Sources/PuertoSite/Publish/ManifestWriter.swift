internal import PuertoCore

/// Puts a manifest together, from a whole build or by patching the last one where little differs.
struct ManifestWriter {
    private(set) var manifest: Manifest
    private let site: Site
    private var places: NodeTable
    private var mentions: [String: UInt32] = [:]
    private var tenantNames: [Manifest.TextEntry?]

    init(_ site: Site, continuing known: Manifest? = nil) {
        self.site = site
        manifest = known ?? Manifest()
        tenantNames = Array(repeating: nil, count: site.records.count)
        if known == nil {
            // Offset 0 means that there is no text.
            manifest.texts = [0]
        }
        places = NodeTable(manifest.nodes)
        for (place, entry) in manifest.mentions.enumerated() {
            mentions[manifest.text(entry)] = UInt32(place)
        }
    }
}

extension ManifestWriter {
    mutating func add(_ text: String) -> Manifest.TextEntry {
        let entry = Manifest.TextEntry(
            offset: UInt32(manifest.texts.count), count: UInt32(text.utf8.count))
        manifest.texts.append(contentsOf: text.utf8)
        manifest.texts.append(0)
        return entry
    }

    mutating func set(_ origin: Manifest.Origin) {
        let old = manifest.origin
        manifest.origin = origin
        manifest.origin.siteWarnings = old.siteWarnings
        manifest.origin.wholeDetails = old.wholeDetails
    }

    mutating func noteWhole() { manifest.origin.wholeDetails = manifest.details.count }

    mutating func set(_ files: ContentFiles) {
        manifest.runbooks = files.runbooks.files.map { add($0) }
        manifest.notes = files.notes.files.map { add($0) }
    }

    private mutating func add(_ file: ContentFiles.File) -> Manifest.FileEntry {
        Manifest.FileEntry(name: add(file.name), state: file.state, fingerprint: file.fingerprint)
    }

    mutating func update(
        _ list: WritableKeyPath<Manifest, [Manifest.FileEntry]>,
        _ change: (inout [Manifest.FileEntry]) -> Void
    ) {
        change(&manifest[keyPath: list])
    }

    /// Sets the warnings that belong to no page; call it before any page's are added.
    mutating func setSiteWarnings(_ warnings: [PuertoError]) {
        for warning in warnings { _ = add(warning) }
        manifest.origin.siteWarnings = warnings.count
    }

    mutating func add(_ warning: PuertoError) -> UInt32 {
        let none = Manifest.TextEntry()
        manifest.warnings.append(
            Manifest.WarningEntry(
                code: add(warning.code.rawValue), message: add(warning.message),
                hint: warning.hint.map { add($0) } ?? none,
                place: warning.place.map { add($0) } ?? none,
                spanish: warning.spanish.map { add($0.message) } ?? none,
                spanishHint: warning.spanish?.hint.map { add($0) } ?? none))
        return UInt32(manifest.warnings.count - 1)
    }

    mutating func mention(_ name: String) -> UInt32 {
        if let place = mentions[name] { return place }
        let place = UInt32(manifest.mentions.count)
        mentions[name] = place
        manifest.mentions.append(add(name))
        return place
    }
}

extension ManifestWriter {
    /// The place of an input's node, which is made when there is none.
    mutating func node(_ input: Input) -> UInt32 {
        if let place = places[input] {
            // Notes are read when their page is made: what it shows may be newer than what was
            // compared.
            switch input.kind.origin {
            case .notes, .strayNotes:
                manifest.nodes[Int(place)].fingerprint = site.fingerprint(of: input)
            case .configuration, .records, .runbook, .runbooks: break
            }
            return place
        }
        let place = UInt32(manifest.nodes.count)
        manifest.nodes.append(
            Manifest.NodeEntry(
                input: input.packed, fingerprint: site.fingerprint(of: input), name: name(input)))
        places[input] = place
        return place
    }

    /// Sets the fingerprints of the inputs that have changed.
    mutating func setFingerprints(_ inputs: InputComparison) {
        for place in inputs.changed.indices where inputs.changed[place] {
            manifest.nodes[place].fingerprint = inputs.fingerprints[place]
        }
    }

    private mutating func name(_ input: Input) -> Manifest.TextEntry {
        switch input.kind.argument {
        case .tenant:
            let index = Int(input.argument)
            if let entry = tenantNames[index] { return entry }
            let entry = add(site.name(of: input))
            tenantNames[index] = entry
            return entry
        case .none, .host, .plan, .runbook, .notesFile, .page, .searchFile:
            return add(site.name(of: input))
        }
    }
}

extension ManifestWriter {
    mutating func append(_ page: Manifest.PageEntry) { manifest.pages.append(page) }

    mutating func replace(_ place: Int, _ page: Manifest.PageEntry) { manifest.pages[place] = page }

    /// The place at which the lists of the next page will begin.
    var nextDetails: UInt32 { UInt32(manifest.details.count) }

    /// Appends one of a page's lists; they come in the order of `Manifest.Details`.
    mutating func appendList(_ count: Int) { manifest.details.append(UInt32(count)) }

    mutating func append(_ number: UInt32) { manifest.details.append(number) }

    mutating func append(anchor page: UInt32, _ id: UInt64) {
        manifest.details.append(page)
        manifest.details.append(UInt32(truncatingIfNeeded: id))
        manifest.details.append(UInt32(truncatingIfNeeded: id >> 32))
    }
}
