internal import CommonMark
internal import PuertoCore

/// One language of a runbook; compiled when it is first needed.
final class RunbookText: Sendable {
    let title: String
    let tags: [String]
    let language: Language
    /// As in `content/runbooks/copia.md`.
    let file: String
    /// Of the whole file.
    let fingerprint: UInt64
    private let content: ContentFile
    private let name: String
    private let compiled = Memo<CompiledDocument>()
    let resolved = Memo<ResolvedDocument>()
    /// The same to be put into the onboarding page.
    let resolvedOnboarding = Memo<ResolvedDocument>()

    init(_ file: RunbookFile) {
        title = file.title
        tags = file.tags ?? []
        language = file.language
        self.file = file.content.file
        fingerprint = file.content.fingerprint
        content = file.content
        name = file.name
    }
}

extension RunbookText {
    /// As its own page shows it, links not yet looked at.
    var document: CompiledDocument {
        compiled.get { CompiledDocument(body: content, language: language, headingBase: 2) }
    }

    /// As the onboarding page shows it, links not yet looked at.
    func compileOnboarding() -> CompiledDocument {
        CompiledDocument(
            body: content, language: language, headingBase: 3,
            idPrefix: OnboardingPage.id(name) + "-", labelsValues: false)
    }
}

/// A document whose links are known, and what was looked at to know them.
struct ResolvedDocument: Sendable {
    let document: CompiledDocument
    let inputs: [Input]
    /// With the runbooks it mentions.
    let diagnostics: Diagnostics
}
