internal import Glibc

/// Watches the folders that a build reads, through the kernel's events.
///
/// `public/` and `.puerto/` are not among them, so a build does not notice itself. Files are
/// watched through their folder: none is opened.
struct FolderEvents: Sendable {
    private let workspace: String
    private let inotify: Inotify
    private var places: [Int32: Place] = [:]

    fileprivate enum Place: String, CaseIterable {
        case workspace = ""
        case content
        case runbooks = "content/runbooks"
        case tenants = "content/tenants"
    }

    /// Throws `WatchRefusal` when the kernel cannot watch.
    init(workspace: String) throws {
        self.workspace = workspace
        inotify = try Inotify()
        _ = try watchFolders()
    }

    var descriptor: Int32 { inotify.descriptor }

    /// The changes since the last call, without waiting. Throws `WatchRefusal`.
    mutating func take() throws -> WorkspaceChanges {
        var changes: WorkspaceChanges = []
        for event in inotify.events() { changes.formUnion(meaning(of: event)) }
        // After the events, which are of the folders as they were. A new folder may have been
        // filled before it was watched, and a replaced one reports nothing any more.
        if try watchFolders() { changes.formUnion([.content, .configuration]) }
        return changes
    }
}

extension FolderEvents {
    /// Watches the folders that exist; returns whether one is new or gone.
    private mutating func watchFolders() throws -> Bool {
        var present: [Int32: Place] = [:]
        for place in Place.allCases {
            let path = path(of: place)
            guard let watch = try inotify.watch(path, for: place.mask) else { continue }
            present[watch] = place
            if places[watch] == nil, let type = MountTable.current().sharedType(of: path) {
                throw WatchRefusal.shared(type)
            }
        }
        for watch in places.keys where present[watch] == nil { inotify.forget(watch) }
        defer { places = present }
        return present != places
    }

    private func path(of place: Place) -> String {
        place == .workspace ? workspace : Workspace.path(place.rawValue, in: workspace)
    }

    private func meaning(of event: Inotify.Event) -> WorkspaceChanges {
        guard !event.isAny(of: UInt32(IN_Q_OVERFLOW)) else { return .everything }
        guard let place = places[event.watch] else { return [] }
        if place == .workspace {
            if event.name == "content" { return .content }
            if event.name.hasPrefix("puerto.db") { return .records }
            let isNews = event.name == "puerto.yaml" && !event.isAny(of: UInt32(IN_MODIFY))
            return isNews && !isBeingMade(event, in: place) ? .configuration : []
        }
        guard event.name.isEmpty || ContentName.matters(event.name) else { return [] }
        // A build ignores a file of another name, but reports a link or a folder.
        let isWriting = UInt32(IN_CREATE) | UInt32(IN_CLOSE_WRITE) | UInt32(IN_ATTRIB)
        if !ContentName.isDocument(event.name), event.isAny(of: isWriting),
            kind(of: event, in: place)?.isFile == true
        {
            return []
        }
        return isBeingMade(event, in: place) ? [] : .content
    }

    /// Tells whether the file was only created: its writer's close is another event.
    private func isBeingMade(_ event: Inotify.Event, in place: Place) -> Bool {
        guard event.isAny(of: UInt32(IN_CREATE)), let kind = kind(of: event, in: place) else {
            return false
        }
        return kind.isFile && kind.size == 0
    }

    private func kind(of event: Inotify.Event, in place: Place) -> (isFile: Bool, size: Int)? {
        var status = stat()
        guard lstat("\(path(of: place))/\(event.name)", &status) == 0 else { return nil }
        return (status.st_mode & S_IFMT == S_IFREG, Int(status.st_size))
    }
}

extension FolderEvents.Place {
    /// The database stays open while it is written, so its modifications count; other files count
    /// when their writer closes them.
    fileprivate var mask: UInt32 {
        let usual = [
            IN_CREATE, IN_CLOSE_WRITE, IN_MOVED_FROM, IN_MOVED_TO, IN_DELETE, IN_ATTRIB,
            IN_DELETE_SELF, IN_MOVE_SELF,
        ].reduce(0) { $0 | UInt32($1) }
        return self == .workspace ? usual | UInt32(IN_MODIFY) : usual | UInt32(IN_DONT_FOLLOW)
    }
}
