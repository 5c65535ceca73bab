internal import PuertoCore

/// A run that brings `public/` to a new state: pages are staged out of the web root, and only when
/// all of them are right does each move into its place.
struct Publication {
    let folder: String
    private let stage: String
    private let manifestFile: String
    private let known: Manifest?

    /// `state` is the workspace's `.puerto` folder.
    init(folder: String, state: String) throws {
        self.folder = folder
        manifestFile = "\(state)/manifest"
        try Disk.makeFolder(state)
        try Disk.makeFolder(folder)
        // Outside what a web server shows, unless moving from there would mean copying.
        stage =
            Disk.areTogether(state, folder) ? "\(state)/stage" : "\(folder)/.puerto-stage"
        known = try Manifest(readingFrom: manifestFile)
    }
}

extension Publication {
    /// Makes the staging folder, empty: what an interrupted run left there is dropped.
    func open() throws {
        try Disk.makePrivateFolder(stage)
        try Disk.empty(stage)
    }

    /// Drops what was staged.
    func close() throws {
        try Disk.empty(stage)
        Disk.removeIfEmpty(stage)
    }

    /// Puts a page aside if it differs from the file in its place; whether it does.
    func stage(
        _ index: Int, _ path: String, _ bytes: [UInt8], force: Bool, scratch: inout [UInt8]
    ) throws -> Bool {
        let file = "\(folder)/\(path)"
        if !force, Disk.holds(file, bytes, scratch: &scratch) { return false }
        if known?.paths.contains(path) != true, let kind = Disk.kind(of: file),
            try kind != .file || !Ownership.isOwn(path, Disk.read(file))
        {
            throw PuertoError(
                .conflict, "not made by Puerto, and a page wants its place",
                hint: "move it elsewhere", place: "public/\(path)")
        }
        try Disk.write("\(stage)/\(index)", bytes)
        return true
    }

    /// Moves the staged pages into place and removes what no page claims any more; the paths
    /// removed. `staged` holds indices into `paths`.
    func commit(_ staged: [Int], of paths: [String]) throws -> [String] {
        let claimed = Set(paths)
        let stale = try stale(claimed)
        // What can fail fails here, before the first page moves.
        try prepareFolders(staged.map { paths[$0] } + stale)
        // Whatever happens from here on, the next run knows all files for Puerto's.
        if known.map({ !claimed.isSubset(of: $0.paths) }) ?? true {
            let all = claimed.union(known?.paths ?? []).union(stale)
            try Manifest(paths: all).write(to: manifestFile)
        }
        for index in staged { try Disk.move("\(stage)/\(index)", to: "\(folder)/\(paths[index])") }
        for path in stale { try remove(path) }
        if known?.paths != claimed { try Manifest(paths: claimed).write(to: manifestFile) }
        return stale
    }

    /// Puerto's files that no page claims.
    private func stale(_ claimed: Set<String>) throws -> [String] {
        if let known { return known.paths.subtracting(claimed).sorted() }
        return try ["portal", "welcome", "assets"].flatMap { try own(below: $0) }
            .filter { !claimed.contains($0) }.sorted()
    }

    private func own(below path: String) throws -> [String] {
        try (Disk.list("\(folder)/\(path)") ?? []).flatMap { entry -> [String] in
            let inner = "\(path)/\(entry.name)"
            switch entry.kind {
            case .folder: return try own(below: inner)
            case .file:
                return Ownership.isOwn(inner, try Disk.read("\(folder)/\(inner)")) ? [inner] : []
            case .link, .other: return []
            }
        }
    }

    /// Makes the folders of these files, and throws unless all of them can be written in.
    private func prepareFolders(_ paths: [String]) throws {
        var seen: Set<Substring> = []
        for path in paths {
            guard let cut = path.utf8.lastIndex(of: UInt8(ascii: "/")),
                seen.insert(path[..<cut]).inserted
            else { continue }
            try Disk.makeFolder("\(folder)/\(path[..<cut])")
            try Disk.checkWritable("\(folder)/\(path[..<cut])")
        }
    }

    private func remove(_ path: String) throws {
        try Disk.remove("\(folder)/\(path)")
        var parent = path
        while let cut = parent.lastIndex(of: "/") {
            parent = String(parent[..<cut])
            Disk.removeIfEmpty("\(folder)/\(parent)")
        }
    }
}
