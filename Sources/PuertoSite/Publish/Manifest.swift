internal import PuertoCore

/// A record of the last build: the files in `public/` that are Puerto's, the inputs of each one,
/// and the state of all sources.
///
/// It is kept outside `public/`, since it names the onboarding pages: in `.puerto/manifest`,
/// written last.
struct Manifest: Sendable {
    var origin = Origin()
    var runbooks: [FileEntry] = []
    var notes: [FileEntry] = []
    var nodes: [NodeEntry] = []
    var pages: [PageEntry] = []
    /// The lists that the pages' entries point to; see `Details`.
    var details: [UInt32] = []
    var warnings: [WarningEntry] = []
    /// The names of runbooks that documents mention.
    var mentions: [TextEntry] = []
    /// The bytes of all texts; each text ends in a zero byte.
    var texts: [UInt8] = []

    /// The state of all sources that are not files of `content/`.
    struct Origin: BitwiseCopyable, Equatable, Sendable {
        /// The version of the program that built.
        var program: UInt64 = 0
        var configuration: UInt64 = 0
        var zone: UInt64 = 0
        var records: UInt64 = 0
        /// The moment of the build, in seconds since 1970.
        var now = Int.min
        /// The moment at which a quarantine ends or a link expires unread, so that pages change
        /// though no record does.
        var nextDue = Int.max
        /// The state of the database, and that of its log below.
        var database = FileState.none
        var log = FileState.none
        var content = FileState.none
        var runbooks = FileState.none
        var notes = FileState.none
        /// The fingerprint of the system's start. Data that were not yet on the disk when the
        /// system failed are lost.
        var boot: UInt64 = 0
        /// The fingerprint of the folders in `public/`; see `OutputFolders`.
        var folders: UInt64 = 0
        /// The number of warnings that belong to no page; they come first.
        var siteWarnings = 0
        /// The length of `details` when it was last written without leftovers.
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

    /// An input and its fingerprint.
    struct NodeEntry: BitwiseCopyable, Sendable {
        /// `Input.packed`; its argument is a place in the lists of that build.
        var input: UInt64
        var fingerprint: UInt64
        /// The name of its argument.
        var name: TextEntry
    }

    /// A page, or a check without a file.
    struct PageEntry: BitwiseCopyable, Sendable {
        var kind: UInt8
        var language: UInt8
        var first: UInt32
        var second: UInt32
        var path: TextEntry
        /// The place in `details` at which its lists begin.
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
        /// The message and the hint in Spanish; the offset 0 stands for none.
        var spanish: TextEntry
        var spanishHint: TextEntry
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
        let warning = PuertoError(
            PuertoError.Code(rawValue: text(entry.code)) ?? .invalid, text(entry.message),
            hint: optional(entry.hint), place: optional(entry.place))
        return optional(entry.spanish).map {
            warning.spanish($0, hint: optional(entry.spanishHint))
        } ?? warning
    }

    /// The warnings that a page still has, and those that belong to no page.
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
