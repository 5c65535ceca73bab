internal import PuertoCore

/// A run that brings `public/` to a new state. Pages are staged outside the web root, and only when
/// all of them are right does each move into its place.
struct Publication: Sendable {
    let folder: String
    private let state: String
    private let stage: String
    private let journal: Journal
    /// The files that an interrupted run may have added.
    private let begun: Set<String>
    /// Those files, and others that look like Puerto's though the manifest does not know them.
    private let others: Set<String>
    /// The folders that are missing in `public/`: nothing has to be looked for in them.
    private let absent: [String]

    /// `state` is the workspace's `.puerto` folder. `isUnvisited` says that every file of Puerto's
    /// is in the manifest.
    init(folder: String, state: String, known: Manifest?, isUnvisited: Bool) throws {
        self.folder = folder
        self.state = state
        try Disk.makeFolder(state)
        try Disk.makeFolder(folder)
        // The stage lies outside the web root, unless moving from there would mean copying.
        stage =
            Disk.areTogether(state, folder) ? "\(state)/stage" : "\(folder)/.puerto-stage"
        journal = Journal(file: "\(state)/journal")
        begun = try journal.paths()
        absent = Publication.folders.filter { Disk.kind(of: "\(folder)/\($0)") == nil }
        guard let known, !isUnvisited else {
            others = begun
            return
        }
        let paths = Set(known.pages.indices.map(known.path))
        others = begun.union(try Publication.found(in: folder, besides: paths))
    }
}

extension Publication {
    /// Makes an empty staging folder, and drops what an interrupted run left there.
    func open() throws {
        try Disk.makePrivateFolder(stage)
        try Disk.empty(stage)
        for name in Publication.halfWritten { try Disk.remove("\(state)/\(name)") }
    }

    /// The files that a killed run may leave in `.puerto/` beside its journal and its stage.
    private static let halfWritten = ["journal.new", "records.new", "manifest.new"]

    /// Tells whether a run of this workspace was interrupted.
    static func hasLeftovers(_ workspace: String) -> Bool {
        let names = (["journal", "stage"] + halfWritten).map { ".puerto/\($0)" }
        return (names + ["public/.puerto-stage"]).contains {
            Disk.kind(of: "\(workspace)/\($0)") != nil
        }
    }

    /// Drops the staged files.
    func close() throws {
        try Disk.empty(stage)
        Disk.removeIfEmpty(stage)
    }

    /// Stages a page if it differs from the file in its place, and tells whether it does. `isOwn`
    /// says that the manifest knows the file. Throws `conflict` when a file that is not Puerto's is
    /// in the way.
    func stage(
        _ path: String, _ bytes: [UInt8], isOwn: Bool, force: Bool, scratch: inout [UInt8]
    ) throws -> Run.Stored {
        guard !isAbsent(path) else {
            return Run.Stored(isStaged: true, state: try Disk.write("\(stage)/\(path)", bytes))
        }
        let file = "\(folder)/\(path)"
        if !force, let state = Disk.state(file, ifItHolds: bytes, scratch: &scratch) {
            return Run.Stored(isStaged: false, state: state)
        }
        if let obstacle = try obstacle(path, isOwn: isOwn) { throw obstacle }
        return Run.Stored(isStaged: true, state: try Disk.write("\(stage)/\(path)", bytes))
    }

    /// The error for a file that is not Puerto's in the place of a page; `nil` where none is.
    func obstacle(_ path: String, isOwn: Bool) throws -> PuertoError? {
        guard try !isFree(path, isOwn: isOwn || others.contains(path)) else { return nil }
        return PuertoError(
            .conflict, "not made by Puerto, and a page wants its place",
            hint: "move it elsewhere", place: "public/\(path)"
        ).spanish("no lo hizo Puerto, y una página va en su lugar", hint: "llévalo a otro sitio")
    }

    /// Tells whether a page may move to a path: nothing is there, or a file of Puerto's.
    private func isFree(_ path: String, isOwn: Bool) throws -> Bool {
        let file = "\(folder)/\(path)"
        switch Disk.kind(of: file) {
        case nil: return true
        case .folder, .other: return false
        case .link: return isOwn
        case .file: return try isOwn || Ownership.isOwn(path, Disk.read(file))
        }
    }

    /// Moves the staged pages into place, removes files that no page claims any more, and returns
    /// the paths removed. `staged` holds places in the plan.
    ///
    /// New pages come first, then changed ones, then removals: at no moment does a page that a
    /// reader may have open link to one that is missing.
    func commit(_ staged: [Int], of plan: DuePages) throws -> [String] {
        let paths = plan.paths
        let stale = try stale(plan)
        let isThere = staged.map {
            plan.hasFile($0)
                || !isAbsent(paths[$0]) && Disk.kind(of: "\(folder)/\(paths[$0])") != nil
        }
        let fresh = zip(staged, isThere).filter { !$0.1 }.map { paths[$0.0] }
        // If this run is interrupted from here on, the next one still knows all files as Puerto's.
        // Without a manifest it recognises them by their contents.
        if plan.known != nil { try journal.write(begun.union(fresh).union(stale)) }
        do {
            // Whatever can fail is tried here, before the first page moves.
            try Disk.checkWritable(folder)
            try checkAbsent()
            let touched = staged.lazy.map { paths[$0] } + stale
            try prepareFolders(touched.filter { !isAbsent($0) })
        } catch {
            if plan.known != nil { try journal.write(begun) }
            throw error
        }
        try moveIn(fresh)
        try move(zip(staged, isThere).filter(\.1).map { paths[$0.0] })
        for path in stale.sorted(by: { Publication.rank($0) > Publication.rank($1) }) {
            try remove(path)
        }
        return stale
    }

    /// Removes the journal, since the manifest knows all files now.
    func finish() throws { try journal.remove() }
}

extension Publication {
    /// The order of moving: files that pages need come before the pages, and the first page comes
    /// after all that it links to.
    private static func rank(_ path: String) -> Int {
        if path == PortalPath.home { return 3 }
        return path.hasPrefix(PortalPath.assets) ? 0 : path.hasSuffix(".js") ? 1 : 2
    }

    /// The folders of all Puerto's files, in the order in which pages need them.
    static let folders = PortalPath.Folder.allCases.sorted { rank($0) < rank($1) }.map(\.rawValue)

    private static func rank(_ folder: PortalPath.Folder) -> Int {
        switch folder {
        case .assets: 0
        case .onboarding: 1
        case .link: 2
        case .portal: 3
        }
    }

    /// Throws when a folder was made meanwhile: the files in it were not looked at.
    private func checkAbsent() throws {
        for name in absent where Disk.kind(of: "\(folder)/\(name)") != nil {
            throw PuertoError(
                .conflict, "this folder was made during the build", hint: "build again",
                place: "public/\(name)"
            ).spanish("esta carpeta apareció durante la publicación", hint: "publica otra vez")
        }
    }

    /// Tells whether a path is in a folder that is missing.
    private func isAbsent(_ path: String) -> Bool {
        guard !absent.isEmpty, absent.count < Publication.folders.count else {
            return !absent.isEmpty
        }
        return absent.contains { folder in
            path.utf8.starts(with: folder.utf8)
                && path.utf8.dropFirst(folder.utf8.count).first == 0x2F
        }
    }

    /// Moves new files to their folders, one folder after the other in the order in which pages
    /// need them. A folder that is missing moves as a whole.
    private func moveIn(_ fresh: [String]) throws {
        for name in Publication.folders {
            if absent.contains(name), Disk.kind(of: "\(stage)/\(name)") != nil {
                try Disk.move("\(stage)/\(name)", to: "\(folder)/\(name)")
            } else if !absent.contains(name) {
                let own = fresh.filter { $0.utf8.starts(with: "\(name)/".utf8) }
                try move(own.sorted { Publication.rank($0) < Publication.rank($1) })
            }
        }
    }

    private func move(_ paths: [String]) throws {
        for path in paths { try Disk.move("\(stage)/\(path)", to: "\(folder)/\(path)") }
    }

    /// The files of Puerto's that no page claims. The manifest knows them; without one they are
    /// recognised by their contents.
    private func stale(_ plan: DuePages) throws -> [String] {
        let old = try plan.known == nil ? found() : plan.gone
        var stale: [String] = []
        for path in others.union(old).sorted() where !plan.claims(path) {
            switch Disk.kind(of: "\(folder)/\(path)") {
            case .file, .link: stale.append(path)
            // The file was removed by another program; its folder may be left.
            case nil: removeFolders(above: path)
            case .folder, .other: break
            }
        }
        return stale
    }

    /// The files below `public/` that are recognised as Puerto's.
    func found() throws -> [String] { try Publication.found(in: folder, besides: []) }

    private static func found(in folder: String, besides known: Set<String>) throws -> [String] {
        try folders.flatMap { try found(in: folder, $0, known) }
    }

    private static func found(
        in folder: String, _ path: String, _ known: Set<String>
    ) throws -> [String] {
        try (Disk.list("\(folder)/\(path)") ?? []).flatMap { entry -> [String] in
            let inner = "\(path)/\(entry.name)"
            switch entry.kind {
            case .folder: return try found(in: folder, inner, known)
            case .file where !known.contains(inner):
                return Ownership.isOwn(inner, try Disk.read("\(folder)/\(inner)")) ? [inner] : []
            case .file, .link, .other: return []
            }
        }
    }

    /// Makes the folders of these files, and throws unless all of them are writable.
    private func prepareFolders(_ paths: [String]) throws {
        var seen: Set<Substring> = []
        var last: Substring = ""
        for path in paths {
            // Most files lie in the same folder as the one before.
            guard let cut = path.utf8.lastIndex(of: UInt8(ascii: "/")), path[..<cut] != last else {
                continue
            }
            last = path[..<cut]
            guard seen.insert(last).inserted else { continue }
            try Disk.makeFolder("\(folder)/\(last)")
            try Disk.checkWritable("\(folder)/\(last)")
        }
    }

    private func remove(_ path: String) throws {
        try Disk.remove("\(folder)/\(path)")
        removeFolders(above: path)
    }

    /// Removes the folders above a file that are empty.
    private func removeFolders(above path: String) {
        var parent = path
        while let cut = parent.utf8.lastIndex(of: UInt8(ascii: "/")) {
            parent = String(parent[..<cut])
            Disk.removeIfEmpty("\(folder)/\(parent)")
        }
    }
}
