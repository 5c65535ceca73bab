internal import PuertoCore

/// Puts a manifest together: from a whole build, or by changing the last one where little differs.
struct ManifestWriter {
    private(set) var manifest: Manifest
    private let site: Site
    /// Places of nodes by `Input.packed`; made when there is much to look up.
    private var places: [UInt64: UInt32]?
    private var mentions: [String: UInt32] = [:]
    private var tenantNames: [Manifest.TextEntry?]

    init(_ site: Site, continuing known: Manifest? = nil) {
        self.site = site
        manifest = known ?? Manifest()
        tenantNames = Array(repeating: nil, count: site.records.count)
        if known == nil {
            // Offset 0 means that there is no text.
            manifest.texts = [0]
            places = [:]
        }
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

    /// Warnings of no page; before those of any.
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
                place: warning.place.map { add($0) } ?? none))
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
    /// The place of an input's node, made when there is none.
    mutating func node(_ input: Input) -> UInt32 {
        if let place = place(of: input.packed) { return place }
        let place = UInt32(manifest.nodes.count)
        manifest.nodes.append(
            Manifest.NodeEntry(
                input: input.packed, fingerprint: site.fingerprint(of: input), name: name(input)))
        places?[input.packed] = place
        return place
    }

    /// Many lookups are worth a table.
    mutating func expect(lookups: Int) {
        guard places == nil, lookups > 400 else { return }
        places = Dictionary(
            manifest.nodes.enumerated().map { ($0.element.input, UInt32($0.offset)) }
        ) { first, _ in first }
    }

    /// Takes over what inputs amount to now.
    mutating func setFingerprints(_ fingerprints: [UInt64]) {
        for (place, fingerprint) in fingerprints.enumerated() {
            manifest.nodes[place].fingerprint = fingerprint
        }
    }

    private func place(of packed: UInt64) -> UInt32? {
        if let places { return places[packed] }
        return manifest.nodes.firstIndex { $0.input == packed }.map { UInt32($0) }
    }

    private mutating func name(_ input: Input) -> Manifest.TextEntry {
        switch input.kind {
        case .tenant, .changes, .tenantExists, .notes:
            let index = Int(input.argument)
            if let entry = tenantNames[index] { return entry }
            let entry = add(site.name(of: input))
            tenantNames[index] = entry
            return entry
        default: return add(site.name(of: input))
        }
    }
}

extension ManifestWriter {
    mutating func append(_ page: Manifest.PageEntry) { manifest.pages.append(page) }

    mutating func replace(_ place: Int, _ page: Manifest.PageEntry) { manifest.pages[place] = page }

    /// Appends a page's lists; where they begin.
    mutating func append(_ lists: PageLists) -> UInt32 {
        let start = UInt32(manifest.details.count)
        manifest.details.append(UInt32(lists.inputs.count))
        manifest.details += lists.inputs
        manifest.details.append(UInt32(lists.links.count))
        manifest.details += lists.links
        manifest.details.append(UInt32(lists.anchors.count))
        for anchor in lists.anchors {
            manifest.details.append(anchor.page)
            manifest.details.append(UInt32(truncatingIfNeeded: anchor.id))
            manifest.details.append(UInt32(truncatingIfNeeded: anchor.id >> 32))
        }
        manifest.details.append(UInt32(lists.mentions.count))
        manifest.details += lists.mentions
        manifest.details.append(UInt32(lists.warnings.count))
        manifest.details += lists.warnings
        return start
    }
}

/// What a page's entry points to, in the new manifest's places.
struct PageLists {
    var inputs: [UInt32] = []
    var links: [UInt32] = []
    var anchors: [(page: UInt32, id: UInt64)] = []
    var mentions: [UInt32] = []
    var warnings: [UInt32] = []
}
