/// Which page it is, as a small value: its path and its making follow from it and the site.
struct PageKey: Hashable, Sendable {
    let kind: Kind
    /// The place of its language in `Language.allCases`.
    var language: UInt8 = 0
    /// The place of a tenant, runbook, host, asset or file, or a page's number from 1.
    var first: UInt32 = 0
    /// The place of a runbook on a tenant's page of it.
    var second: UInt32 = 0

    enum Kind: UInt8, Sendable {
        case client, runbook, clientRunbook, harbour, business, ports, architecture, activity
        case runbookIndex, onboarding, link, searchClients, searchRunbooks, asset
        /// Make no file: documents are looked at for what is wrong with them.
        case runbookCheck, strayNotes
    }

    init(_ kind: Kind, _ first: Int = 0, _ second: Int = 0, language: UInt8 = 0) {
        self.kind = kind
        self.language = language
        self.first = UInt32(truncatingIfNeeded: first)
        self.second = UInt32(truncatingIfNeeded: second)
    }
}

extension PageKey {
    /// What the paths of checks begin with: no file's does.
    static let checkMark = "//"

    /// Whether it is a file below `public/`.
    var isFile: Bool { kind.rawValue < Kind.runbookCheck.rawValue }

    var isHTML: Bool { kind.rawValue < Kind.searchClients.rawValue }
}
