internal import CommonMark
internal import PuertoCore

/// Everything under `content/`: the runbooks, compiled, and where each tenant's notes are.
struct ContentLibrary: Sendable {
    /// By order, then by name.
    private(set) var runbooks: [Runbook] = []
    /// Files of notes by slug and language; `nil` language for `<slug>.md`.
    private(set) var notes: [String: [Language?: String]] = [:]
    private var index: [String: Int] = [:]
    /// Names of runbooks of which some file could not be read.
    private(set) var unread: Set<String> = []
    /// Who has a page.
    let slugs: Set<String>
}

extension ContentLibrary {
    /// Reads `content/` of a workspace; what is wrong with single documents goes into
    /// `diagnostics`, an unreadable folder throws.
    init(
        workspace: String, agency: Agency, slugs: Set<String>, diagnostics: inout Diagnostics
    ) throws {
        self.slugs = slugs
        let reader = ContentReader(workspace: workspace, agency: agency)
        try reader.checkFolders(&diagnostics)
        let read = try reader.runbooks(&diagnostics)
        runbooks = read.all.sorted(by: Self.precedes)
        unread = read.unread
        for (position, runbook) in runbooks.enumerated() { index[runbook.name] = position }
        notes = try reader.notes(&diagnostics)
        resolveLinks(&diagnostics)
    }

    func runbook(named name: String) -> Runbook? { index[name].map { runbooks[$0] } }

    /// The notes' file for a reader of `l`, and the language it is in.
    func notesFile(_ slug: Slug, _ l: Language, primary: Language) -> (file: String, Language)? {
        guard let files = notes[slug.text] else { return nil }
        if let file = files[.some(l)] { return (file, l) }
        if let file = files[Language?.none] { return (file, primary) }
        return files.compactMap { entry in entry.key.map { (entry.value, $0) } }.first
    }

    private static func precedes(_ one: Runbook, _ other: Runbook) -> Bool {
        (one.order ?? .max, one.name) < (other.order ?? .max, other.name)
    }

    private mutating func resolveLinks(_ diagnostics: inout Diagnostics) {
        let resolver = LinkResolver(library: self)
        for position in runbooks.indices {
            for language in Array(runbooks[position].texts.keys) {
                guard let text = runbooks[position].texts[language] else { continue }
                let reader = LinkResolver.Reader(
                    folder: "runbooks", file: text.file, language: language,
                    isForClients: runbooks[position].isForClients, name: runbooks[position].name)
                runbooks[position].texts[language] = RunbookText(
                    title: text.title, tags: text.tags, language: text.language, file: text.file,
                    page: resolver.resolve(text.page, for: reader, &diagnostics),
                    welcome: text.welcome.map { resolver.resolveAgain($0, for: reader) })
            }
        }
    }
}
