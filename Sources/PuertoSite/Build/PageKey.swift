/// Identifies a page by a small value: its path and its contents follow from it and the site.
struct PageKey: Hashable, Sendable {
    let kind: Kind
    /// The place of its language in `Language.allCases`.
    var language: UInt8 = 0
    /// The place of a tenant, runbook, host, asset or file, or a page's number from 1.
    var first: UInt32 = 0
    /// The place of a runbook on a tenant's page of it.
    var second: UInt32 = 0

    /// The manifest stores the raw values: a number is never given to another case.
    enum Kind: UInt8, CaseIterable, Sendable {
        // The portal's pages, in every language.
        case client = 0
        case runbook = 1
        case clientRunbook = 2
        case harbour = 3
        case business = 4
        case ports = 5
        case architecture = 6
        case activity = 7
        case runbookIndex = 8
        case searchRunbooks = 12
        // Files that exist once.
        case onboarding = 9
        case link = 10
        case searchClients = 11
        case asset = 13
        // Checks make no file: they look for errors in documents.
        case runbookCheck = 14
        case strayNotes = 15
    }

    /// The file that a kind of page makes.
    enum Output: Sendable {
        /// A page in one of `OutputFolders`, whose status tells that files came or went.
        case page
        /// A page in a folder of one client's own, which is none of those.
        case clientPage
        /// A script, style sheet or picture in one of `OutputFolders`.
        case data
        case nothing
    }

    init(_ kind: Kind, _ first: Int = 0, _ second: Int = 0, language: UInt8 = 0) {
        self.kind = kind
        self.language = language
        self.first = UInt32(truncatingIfNeeded: first)
        self.second = UInt32(truncatingIfNeeded: second)
    }
}

extension PageKey.Kind {
    var output: PageKey.Output {
        switch self {
        case .client, .runbook, .harbour, .business, .ports, .architecture, .activity,
            .runbookIndex, .onboarding, .link:
            .page
        case .clientRunbook: .clientPage
        case .searchClients, .searchRunbooks, .asset: .data
        case .runbookCheck, .strayNotes: .nothing
        }
    }
}

extension PageKey {
    /// The beginning of a check's path: no file's path begins with it.
    static let checkMark = "//"

    /// Tells whether it is a file below `public/`.
    var isFile: Bool { kind.output != .nothing }

    var isHTML: Bool {
        switch kind.output {
        case .page, .clientPage: true
        case .data, .nothing: false
        }
    }
}
