internal import PuertoCore

/// The pages of a build: all there are, those that are due, and the reason of each.
struct DuePages {
    let site: Site
    let known: Manifest?
    let keys: [PageKey]
    /// The paths below `public/`, parallel to `keys`.
    let paths: [String]
    private let prints: [UInt64]
    let index: PathIndex
    /// Each page's place in the old manifest; -1 for a new one.
    private(set) var before: [Int32]
    private(set) var reasons: [Reason]
    /// The place now of each page of the old manifest; -1 for those that are gone.
    private(set) var after: [Int32] = []
    /// The old manifest's inputs in this build's places, with their fingerprints now.
    let inputs: InputComparison
    /// Tells whether every list is as it was. Then places in the old manifest are places now.
    let isSameStructure: Bool

    /// The reason why a page is made, or is not.
    enum Reason: UInt8, Sendable {
        /// Nothing that the page looked at has changed.
        case unchanged
        case isNew
        /// The file is not as it was left.
        case damaged
        case inputChanged
        /// A page that it links to is gone, or an anchor in one.
        case linkLost
        /// There is no manifest, another program wrote it, or the operator asked for everything.
        case everything
    }

    init(_ site: Site, _ known: Manifest?, _ changes: SourceChanges, all: Bool) throws {
        self.site = site
        self.known = known
        let isSame = known != nil && changes.keepStructure
        isSameStructure = isSame
        if let known, isSame {
            keys = known.pages.indices.compactMap(known.key)
            paths = known.pages.indices.map(known.path)
        } else {
            let keys = site.keys()
            self.keys = keys
            paths = keys.map(site.path)
        }
        prints = paths.map(PathIndex.print)
        index = PathIndex(prints)
        if let double = index.double { throw DuePages.twice(paths[double]) }
        inputs = InputComparison(site, known, changes)
        before = []
        reasons = [Reason](repeating: .everything, count: keys.count)
        match()
        after = whereabouts()
        if known != nil, !all { decide(changes.damagedOutputs) }
    }
}

extension DuePages {
    /// The places of the due pages, in order.
    var due: [Int] { reasons.indices.filter { reasons[$0] != .unchanged } }

    /// Marks pages as due that turned out to be so while others were made.
    mutating func add(_ pages: [Int], _ reason: Reason) {
        for page in pages { reasons[page] = reason }
    }

    private func whereabouts() -> [Int32] {
        var after = [Int32](repeating: -1, count: known?.pages.count ?? 0)
        for (page, old) in before.enumerated() where old >= 0 { after[Int(old)] = Int32(page) }
        return after
    }

    /// Tells whether a page's file is where the last build has put it.
    func hasFile(_ page: Int) -> Bool {
        before[page] >= 0 && reasons[page] != .damaged && reasons[page] != .everything
    }

    /// Tells whether there is a page at a path.
    func claims(_ path: String) -> Bool { index.find(PathIndex.print(of: path)) != nil }

    /// Files of the old manifest at whose paths there is no page any more.
    var gone: [String] {
        guard let known else { return [] }
        return after.indices.filter { after[$0] < 0 }.map(known.path)
            .filter { !$0.hasPrefix(PageKey.checkMark) }
    }

    /// The place now of a page of the old manifest; -1 when it is gone.
    func now(_ old: Int) -> Int {
        Int(after[old])
    }

    /// Adds the warnings and mentions of the pages that were not made.
    func addKept(_ all: inout Diagnostics) {
        guard let known else { return }
        var mentions = known.mentions.map { _ in false }
        for page in keys.indices where reasons[page] == .unchanged {
            let details = known.details(Int(before[page]))
            for place in known.details[details.mentions] { mentions[Int(place)] = true }
            for place in known.details[details.warnings] { all.warn(known.warning(Int(place))) }
        }
        all.mentions += mentions.indices.filter { mentions[$0] }.map {
            known.text(known.mentions[$0])
        }
    }

    private static func twice(_ path: String) -> PuertoError {
        PuertoError(
            .conflict, "two pages have the same path", hint: "rename one of the runbooks",
            place: "public/\(path)"
        ).spanish(
            "dos páginas tienen la misma ruta", hint: "cambia el nombre de uno de los manuales")
    }
}

extension DuePages {
    private mutating func match() {
        guard let known else {
            before = [Int32](repeating: -1, count: keys.count)
            return
        }
        guard !isSameStructure else {
            before = keys.indices.map { Int32($0) }
            return
        }
        let old = PathIndex(known.pages.indices.map(known.print(ofPath:)))
        before = keys.indices.map { page in
            guard let place = old.find(prints[page]),
                let key = known.key(place), key.kind == keys[page].kind,
                key.language == keys[page].language
            else { return -1 }
            return Int32(place)
        }
    }

    private mutating func decide(_ damaged: [Int]) {
        guard let known else { return }
        let isLost = after.contains { $0 < 0 }
        for page in keys.indices {
            let old = Int(before[page])
            guard old >= 0 else {
                reasons[page] = .isNew
                continue
            }
            let details = known.details(old)
            if known.details[details.inputs].contains(where: { inputs.changed[Int($0)] }) {
                reasons[page] = .inputChanged
            } else if isLost, known.details[details.links].contains(where: { after[Int($0)] < 0 }) {
                reasons[page] = .linkLost
            } else {
                reasons[page] = .unchanged
            }
        }
        for old in damaged where after[old] >= 0 { reasons[Int(after[old])] = .damaged }
    }
}

/// The sources and outputs that differ from what the last build left.
struct SourceChanges {
    /// Tells whether the program or the time zone is another one. Then everything is made anew.
    var program = true
    var configuration = true
    var records = true
    /// Tells whether tenants came, went or moved, so that the set of pages differs.
    var shape = true
    /// The names of files in the two folders that are new, changed or gone.
    var runbooks: Set<String> = []
    var notes: Set<String> = []
    /// Tells whether files of notes came or went.
    var notesListed = true
    /// Places in the old manifest of pages whose files are not as they were left.
    var damagedOutputs: [Int] = []
}

extension SourceChanges {
    var keepStructure: Bool {
        !program && !configuration && !shape && runbooks.isEmpty && !notesListed
    }
}
