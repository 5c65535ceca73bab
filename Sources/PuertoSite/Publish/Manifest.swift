internal import PuertoCore

/// What the last build made, and of what: the files in `public/` that are Puerto's, what each one
/// looked at, and the state of everything it was made from.
///
/// Kept outside `public/`, since it names the onboarding pages: `.puerto/manifest`, written last.
struct Manifest: Sendable {
    var origin = Origin()
    var runbooks: [FileEntry] = []
    var notes: [FileEntry] = []
    var nodes: [NodeEntry] = []
    var pages: [PageEntry] = []
    /// What the pages' entries point to; see `Details`.
    var details: [UInt32] = []
    var warnings: [WarningEntry] = []
    /// Names of runbooks that documents mention.
    var mentions: [TextEntry] = []
    /// Each ends in a zero byte.
    var texts: [UInt8] = []

    /// The state of all that is not a file of `content/`.
    struct Origin: BitwiseCopyable, Equatable, Sendable {
        /// Of the program that built.
        var program: UInt64 = 0
        var configuration: UInt64 = 0
        var zone: UInt64 = 0
        var records: UInt64 = 0
        /// When it was built.
        var now = Int.min
        /// The moment at which the records amount to something else by themselves.
        var nextRelease = Int.max
        /// Of the database and its log.
        var database = FileState.none
        var log = FileState.none
        var content = FileState.none
        var runbooks = FileState.none
        var notes = FileState.none
        /// Of the system's start: what was not yet on the disk when it failed is lost.
        var boot: UInt64 = 0
        /// Of the folders in `public/`; see `OutputFolders`.
        var folders: UInt64 = 0
        /// How many of the first warnings belong to no page.
        var siteWarnings = 0
        /// How many numbers `details` had when it was last written without leftovers.
        var wholeDetails = 0
    }

    struct TextEntry: BitwiseCopyable, Hashable, Sendable {
        var offset: UInt32 = 0
        var count: UInt32 = 0
    }

    /// A file of `content/`.
    struct FileEntry: BitwiseCopyable, Sendable {
        var name: TextEntry
        var state: FileState
        var fingerprint: UInt64
    }

    /// An input, and what it amounted to.
    struct NodeEntry: BitwiseCopyable, Sendable {
        /// `Input.packed`, its argument in the lists of that build.
        var input: UInt64
        var fingerprint: UInt64
        /// Its argument's name.
        var name: TextEntry
    }

    /// A page, or a check without a file.
    struct PageEntry: BitwiseCopyable, Sendable {
        var kind: UInt8
        var language: UInt8
        var first: UInt32
        var second: UInt32
        var path: TextEntry
        /// Where in `details` its lists begin.
        var details: UInt32
        /// The fingerprint of its bytes.
        var content: UInt64
        var state: FileState
    }

    struct WarningEntry: BitwiseCopyable, Sendable {
        var code: TextEntry
        var message: TextEntry
        var hint: TextEntry
        var place: TextEntry
    }
}

extension Manifest {
    func text(_ entry: TextEntry) -> String {
        let start = Int(entry.offset)
        return String(decoding: texts[start..<start + Int(entry.count)], as: UTF8.self)
    }

    func path(_ page: Int) -> String { text(pages[page].path) }

    func print(ofPath page: Int) -> UInt64 {
        let start = Int(pages[page].path.offset)
        let count = Int(pages[page].path.count)
        return texts.withUnsafeBytes {
            PathIndex.print(of: UnsafeRawBufferPointer(rebasing: $0[start..<start + count]))
        }
    }

    /// `nil` for a kind that this program does not know.
    func key(_ page: Int) -> PageKey? {
        let entry = pages[page]
        return PageKey.Kind(rawValue: entry.kind).map {
            PageKey($0, Int(entry.first), Int(entry.second), language: entry.language)
        }
    }

    func warning(_ index: Int) -> PuertoError {
        let entry = warnings[index]
        func optional(_ text: TextEntry) -> String? {
            text.offset == 0 ? nil : self.text(text)
        }
        return PuertoError(
            PuertoError.Code(rawValue: text(entry.code)) ?? .invalid, text(entry.message),
            hint: optional(entry.hint), place: optional(entry.place))
    }

    /// Warnings that some page, or none, still stands for.
    var liveWarnings: [Int] {
        var all = Set(0..<origin.siteWarnings)
        guard !warnings.isEmpty else { return [] }
        for page in pages.indices {
            for place in details[details(page).warnings] { all.insert(Int(place)) }
        }
        return all.sorted()
    }

    /// The files of `content/` as they were.
    func contentFiles() -> ContentFiles {
        ContentFiles(
            runbooks: .init(
                path: "content/runbooks", state: origin.runbooks, files: runbooks.map(file)),
            notes: .init(path: "content/tenants", state: origin.notes, files: notes.map(file)))
    }

    private func file(_ entry: FileEntry) -> ContentFiles.File {
        ContentFiles.File(
            name: text(entry.name), state: entry.state, fingerprint: entry.fingerprint)
    }
}
