internal import CommonMark
internal import PuertoCore
internal import Synchronization

/// Everything under `content/`: the runbooks, and the files of each tenant's notes.
final class ContentLibrary: Sendable {
    /// The runbooks by order, then by name.
    let runbooks: [Runbook]
    let files: ContentFiles
    let workspace: String
    let agency: Agency
    /// The tenants that have a page.
    let tenants: SlugIndex
    /// The runbooks that lists show, by language.
    let lists: [Language: RunbookLists]
    private let index: [String: Int]
    /// The fingerprints of the files of notes; 0 for one that has not been read.
    private let fingerprints: Mutex<[UInt64]>
    /// The notes that changed while pages were made: two pages may show two texts.
    private let torn = Mutex<Set<Int>>([])

    /// Reads the runbooks; errors of single documents go into `diagnostics`.
    init(
        workspace: String, agency: Agency, files: ContentFiles, tenants: SlugIndex,
        diagnostics: inout Diagnostics
    ) {
        var files = files
        let sorted = ContentReader(workspace: workspace, agency: agency)
            .runbooks(in: &files.runbooks, &diagnostics)
            .sorted(by: Self.precedes)
        diagnostics.merge(files.diagnostics)
        runbooks = sorted
        lists = Dictionary(
            uniqueKeysWithValues: Language.allCases.map { ($0, RunbookLists(sorted, $0)) })
        self.workspace = workspace
        self.agency = agency
        self.files = files
        self.tenants = tenants
        index = Dictionary(
            runbooks.enumerated().map { ($0.element.name, $0.offset) }
        ) { first, _ in first }
        fingerprints = Mutex(files.notes.files.map(\.fingerprint))
    }

    private static func precedes(_ one: Runbook, _ other: Runbook) -> Bool {
        (one.order ?? .max, one.name) < (other.order ?? .max, other.name)
    }
}

extension ContentLibrary {
    func index(of name: String) -> Int? { index[name] }

    func runbook(named name: String) -> Runbook? { index[name].map { runbooks[$0] } }

    /// A runbook's page text, checked; `nil` when it has none in any language.
    func resolved(_ runbook: Runbook, _ text: RunbookText) -> ResolvedDocument {
        text.resolved.get {
            var diagnostics = Diagnostics()
            let document = text.document
            document.checkPlaceholders(
                allowed: Placeholder.allowed(runbook.audience, runbook.scope), file: text.file,
                &diagnostics)
            return LinkResolver(library: self)
                .resolve(document, for: reader(runbook, text), diagnostics)
        }
    }

    /// The same text for the onboarding page; its errors are those of the page text.
    func resolvedOnboarding(_ runbook: Runbook, _ text: RunbookText) -> ResolvedDocument {
        text.resolvedOnboarding.get {
            LinkResolver(library: self)
                .resolve(text.compileOnboarding(), for: reader(runbook, text), Diagnostics())
        }
    }

    private func reader(_ runbook: Runbook, _ text: RunbookText) -> LinkResolver.Reader {
        LinkResolver.Reader(
            folder: "runbooks", file: text.file, language: text.language,
            isForClients: runbook.isForClients, name: runbook.name)
    }
}

extension ContentLibrary {
    /// The notes' file for a reader of `l`, and the language it is in.
    func notesFile(_ slug: Slug, _ l: Language) -> (index: Int, language: Language)? {
        var (plain, other): (Int?, (Int, Language)?) = (nil, nil)
        for index in files.notes.indices(ofStem: slug.text) {
            let (stem, language) = ContentReader.stem(files.notes.files[index].name)
            guard stem == slug.text else { continue }
            guard let language else {
                plain = index
                continue
            }
            guard language != l else { return (index, l) }
            other = other ?? (index, language)
        }
        return plain.map { ($0, agency.language) } ?? other
    }

    /// The fingerprint of a file of notes, which is read if need be. It is 0, which no file has,
    /// when the file cannot be read or has changed meanwhile.
    func notesFingerprint(_ index: Int) -> UInt64 {
        guard !torn.withLock({ $0.contains(index) }) else { return 0 }
        let known = fingerprints.withLock { $0[index] }
        guard known == 0 else { return known }
        guard let bytes = try? Disk.read("\(workspace)/\(files.notes.file(index))") else {
            return 0
        }
        let fingerprint = Fingerprint(bytes).value | 1
        learn(fingerprint, of: index)
        return fingerprint
    }

    func learn(_ fingerprint: UInt64, of index: Int) {
        let isOther = fingerprints.withLock { known in
            let old = known[index]
            known[index] = fingerprint
            return old != 0 && old != fingerprint
        }
        if isOther { torn.withLock { _ = $0.insert(index) } }
    }

    /// The files, with every fingerprint that is known now.
    var learntFiles: ContentFiles {
        var files = files
        let fingerprints = fingerprints.withLock { $0 }
        for index in files.notes.files.indices {
            files.notes.files[index].fingerprint = fingerprints[index]
        }
        for index in torn.withLock({ $0 }) {
            files.notes.files[index].fingerprint = 0
            files.notes.files[index].state = .unsure
        }
        return files
    }
}
