internal import PuertoCore

/// Finds what has been touched since the last build by the status of files. A file with the same
/// status is not read.
struct Survey {
    /// The state of the sources now.
    private(set) var origin = Manifest.Origin()
    /// Tells whether the program or the time zone is another one.
    let program: Bool
    let configuration: Bool
    /// Tells whether the database may have changed.
    let records: Bool
    /// The places in the manifest of pages whose files are gone or differ from what was written.
    let damaged: [Int]
    /// Tells whether no file came or went in the folders of `public/`.
    let isUnvisited: Bool
    /// The pages whose files are as written, though their status differs.
    let moved: [Int: FileState]
    private let workspace: String
    private let known: Manifest?
    private let isListed: Bool
    /// Tells whether some slot's quarantine has ended since, or an unread link has expired.
    private let isOver: Bool
    /// The places in the manifest of files whose status differs.
    private let runbooks: [Int]
    private let notes: [Int]

    /// `inspects` asks for a look at every file of the site, also in folders where no file came or
    /// went.
    init(_ builder: SiteBuilder, _ known: Manifest?, inspects: Bool) {
        workspace = builder.workspace
        self.known = known
        let moment = FileState.moment
        origin.program = builder.program.version
        origin.configuration = builder.program.configuration
        origin.zone = builder.clock.zone
        if let database = builder.records.database {
            // SQLite, too, keeps the log beside the file that a link leads to.
            let file = Disk.resolved("\(workspace)/\(database)")
            origin.database = FileState.following(file).trusted(at: moment)
            origin.log = FileState.following(file + "-wal").trusted(at: moment)
        }
        for (folder, state) in [
            ("content", \Manifest.Origin.content), ("content/runbooks", \.runbooks),
            ("content/tenants", \.notes),
        ] { origin[keyPath: state] = FileState.of("\(workspace)/\(folder)").trusted(at: moment) }

        let old = known?.origin ?? Manifest.Origin()
        program = known == nil || old.program != origin.program || old.zone != origin.zone
        configuration = old.configuration != origin.configuration
        origin.now = builder.clock.now
        // A clock that was set back may have released slots, or ended links, too early.
        isOver = builder.clock.now >= old.nextDue || builder.clock.now < old.now
        records =
            builder.records.database == nil || origin.database == .none
            || !origin.database.isStill(old.database) || !origin.log.isStill(old.log) || isOver
        isUnvisited =
            old.folders == OutputFolders.fingerprint(below: "\(workspace)/public")
        origin.boot = SystemStart.fingerprint
        // A file is replaced, never written into, so its folder's status tells. After a crash of
        // the machine not even its own status does.
        let trust: Look.Trust =
            old.boot != origin.boot ? .contents : isUnvisited && !inspects ? .folders : .status
        let look = Look(workspace, known, trust)
        runbooks = look.runbooks.sorted()
        notes = look.notes.sorted()
        damaged = look.damaged.sorted()
        moved = look.moved
        isListed =
            known == nil || !origin.content.isStill(old.content)
            || !origin.runbooks.isStill(old.runbooks) || !origin.notes.isStill(old.notes)
            || look.hasGone
    }
}

extension Survey {
    /// Tells whether nothing has been touched at all.
    var isNothing: Bool {
        !program && !configuration && !records && !isListed && isUnvisited && damaged.isEmpty
            && moved.count + runbooks.count + notes.count < 100
            && runbooks.allSatisfy { isSame($0, \.runbooks, "runbooks") }
            && notes.allSatisfy { isSame($0, \.notes, "tenants") }
            && !Publication.hasLeftovers(workspace)
    }

    /// Tells whether a file that was touched has the same contents.
    private func isSame(
        _ place: Int, _ list: KeyPath<Manifest, [Manifest.FileEntry]>, _ folder: String
    ) -> Bool {
        guard let known else { return false }
        let entry = known[keyPath: list][place]
        let file = "\(workspace)/content/\(folder)/\(known.text(entry.name))"
        guard Disk.kind(of: file) == .file, let bytes = try? Disk.read(file) else { return false }
        return Fingerprint(bytes).value | 1 == entry.fingerprint
    }

    /// The files of `content/`. They are listed only when their folders were touched.
    func contentFiles() throws -> ContentFiles {
        guard let known else { return try ContentScan(workspace: workspace, known: nil).files() }
        var files = known.contentFiles()
        guard !isListed else { return try ContentScan(workspace: workspace, known: files).files() }
        let moment = FileState.moment
        for place in runbooks { touch(&files.runbooks, place, moment) }
        for place in notes { touch(&files.notes, place, moment) }
        return files
    }

    private func touch(_ folder: inout ContentFiles.Folder, _ place: Int, _ moment: Int64) {
        folder.files[place].state =
            FileState.of("\(workspace)/\(folder.file(place))").trusted(at: moment)
        folder.files[place].fingerprint = 0
    }

    /// The changes, once the touched files have been read.
    func changes(library: ContentLibrary, records: FleetRecords) -> SourceChanges {
        var changes = SourceChanges()
        guard let known else { return changes }
        changes.program = program
        changes.configuration = configuration
        changes.records = records.identity != known.origin.records || isOver
        changes.damagedOutputs = damaged
        let old = known.contentFiles()
        (changes.runbooks, _) = old.runbooks.differences(from: library.files.runbooks) { $0 }
        (changes.notes, changes.notesListed) = old.notes.differences(from: library.files.notes) {
            var file = $0
            if file.fingerprint == 0, let place = library.files.notes.index(of: file.name) {
                file.fingerprint = library.notesFingerprint(place)
            }
            return file
        }
        return changes
    }

}

extension ContentFiles.Folder {
    /// The names of files that are new, changed or gone in `now`; and whether any came or went.
    fileprivate func differences(
        from now: ContentFiles.Folder, _ read: (ContentFiles.File) -> ContentFiles.File
    ) -> (names: Set<String>, isListed: Bool) {
        var names: Set<String> = []
        var isListed = false
        var (mine, theirs) = (0, 0)
        while mine < files.count || theirs < now.files.count {
            let old = mine < files.count ? files[mine] : nil
            let new = theirs < now.files.count ? now.files[theirs] : nil
            if let old, let new, old.name == new.name {
                if old.fingerprint != read(new).fingerprint { names.insert(old.name) }
                (mine, theirs) = (mine + 1, theirs + 1)
            } else if let old, new.map({ old.name.precedes($0.name) }) ?? true {
                names.insert(old.name)
                (mine, isListed) = (mine + 1, true)
            } else if let new {
                names.insert(new.name)
                (theirs, isListed) = (theirs + 1, true)
            }
        }
        return (names, isListed)
    }
}
