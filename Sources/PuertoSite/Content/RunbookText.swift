internal import CommonMark
internal import PuertoCore

/// One language of a runbook. It is compiled when it is first needed.
final class RunbookText: Sendable {
    let title: String
    let tags: [String]
    let language: Language
    /// The path of the file, as in `content/runbooks/copia.md`.
    let file: String
    /// The fingerprint of the whole file.
    let fingerprint: UInt64
    private let content: ContentFile
    private let name: String
    private let compiled = Memo<CompiledDocument>()
    let resolved = Memo<ResolvedDocument>()
    /// The text as the onboarding page shows it.
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
    /// The text as its own page shows it, before its links are resolved.
    var document: CompiledDocument {
        compiled.get { CompiledDocument(body: content, language: language, headingBase: 2) }
    }

    /// Compiles the text as the onboarding page shows it, before its links are resolved.
    func compileOnboarding() -> CompiledDocument {
        CompiledDocument(
            body: content, language: language, headingBase: 3,
            idPrefix: OnboardingPage.id(name) + "-", labelsValues: false)
    }
}

/// A document whose links are resolved, and the inputs of the links.
struct ResolvedDocument: Sendable {
    let document: CompiledDocument
    let inputs: [Input]
    /// The errors of the document, and the runbooks that it mentions.
    let diagnostics: Diagnostics
}
