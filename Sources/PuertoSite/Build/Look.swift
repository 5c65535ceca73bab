internal import Dispatch
internal import PuertoCore
internal import Synchronization

/// Looks at the status of every file that the manifest knows, on all processors.
struct Look: Sendable {
    /// The places in the manifest's lists of files whose status differs.
    private(set) var runbooks: [Int] = []
    private(set) var notes: [Int] = []
    /// Tells whether a file of `content/` is gone.
    private(set) var hasGone = false
    /// The places of pages whose files are gone or hold something else.
    private(set) var damaged: [Int] = []
    /// The pages whose files hold what was written, though their status differs.
    private(set) var moved: [Int: FileState] = [:]

    /// The evidence that suffices to believe that a file of the site is as it was left.
    enum Trust: Sendable {
        /// The folder's status, if that is one of `OutputFolders`; else the file's.
        case folders
        case status
        case contents
    }

    init(_ workspace: String, _ known: Manifest?, _ trust: Trust) {
        guard let known else { return }
        let parts = 8
        let found = Mutex(Look())
        DispatchQueue.concurrentPerform(iterations: parts) { part in
            var look = Look()
            look.inspect(known, workspace, trust, part, of: parts)
            found.withLock { $0.add(look) }
        }
        self = found.withLock { $0 }
    }

    private init() {}
}

extension Look {
    private mutating func add(_ other: Look) {
        runbooks += other.runbooks
        notes += other.notes
        hasGone = hasGone || other.hasGone
        damaged += other.damaged
        moved.merge(other.moved) { first, _ in first }
    }

    private mutating func inspect(
        _ known: Manifest, _ workspace: String, _ trust: Trust, _ part: Int, of parts: Int
    ) {
        let content = "\(workspace)/content"
        runbooks = inspect(known, known.runbooks, "\(content)/runbooks", part, parts)
        notes = inspect(known, known.notes, "\(content)/tenants", part, parts)
        var folder = FolderCursor("\(workspace)/public")
        known.texts.withUnsafeBytes { texts in
            for place in Look.share(known.pages.count, part, parts) {
                let page = known.pages[place]
                guard Look.isSuspect(page.kind, trust) else { continue }
                let state = folder.state(Look.bytes(page.path, texts), withChange: false)
                guard state != page.state || trust == .contents else { continue }
                judge(place, state, known, workspace)
            }
        }
    }

    private mutating func inspect(
        _ known: Manifest, _ files: [Manifest.FileEntry], _ path: String, _ part: Int,
        _ parts: Int
    ) -> [Int] {
        var touched: [Int] = []
        var folder = FolderCursor(path)
        known.texts.withUnsafeBytes { texts in
            for place in Look.share(files.count, part, parts) {
                let state = folder.state(Look.bytes(files[place].name, texts), withChange: true)
                if state == .none { hasGone = true }
                if state != files[place].state { touched.append(place) }
            }
        }
        return touched
    }

    /// Tells whether a file's status has to be looked at; the folder tells for most of them.
    private static func isSuspect(_ kind: UInt8, _ trust: Trust) -> Bool {
        switch PageKey.Kind(rawValue: kind)?.output {
        case .page, .data: trust != .folders
        case .clientPage: true
        case .nothing, nil: false
        }
    }

    private static func bytes(_ text: Manifest.TextEntry, _ texts: UnsafeRawBufferPointer)
        -> UnsafeRawBufferPointer
    {
        let start = Int(text.offset)
        return UnsafeRawBufferPointer(rebasing: texts[start..<start + Int(text.count)])
    }

    private static func share(_ count: Int, _ part: Int, _ parts: Int) -> Range<Int> {
        count * part / parts..<count * (part + 1) / parts
    }

    /// Reads a file whose status differs, and sorts it into `moved` or `damaged`.
    private mutating func judge(
        _ place: Int, _ state: FileState, _ known: Manifest, _ workspace: String
    ) {
        let path = "\(workspace)/public/\(known.path(place))"
        let moment = FileState.moment
        guard state != .none, let bytes = try? Disk.readIfThere(path),
            Fingerprint(bytes).value == known.pages[place].content
        else { return damaged.append(place) }
        moved[place] = state.trusted(at: moment)
    }
}
