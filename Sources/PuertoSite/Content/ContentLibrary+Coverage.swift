internal import PuertoCore

extension ContentLibrary {
    /// Reports documents that lack one of the languages the portal is published in.
    func checkCoverage(languages: [Language], _ diagnostics: inout Diagnostics) {
        guard languages.count > 1 else { return }
        for runbook in runbooks {
            for language in languages where runbook.texts[language] == nil {
                diagnostics.report(
                    ContentLibrary.missing(
                        language, original: runbook.text(language)?.file ?? runbook.name))
            }
        }
        for (_, files) in notes.sorted(by: { $0.key < $1.key }) {
            let present = Set(files.keys.map { $0 ?? languages[0] })
            for language in languages where !present.contains(language) {
                let original = files.sorted { $0.value < $1.value }.first?.value ?? ""
                diagnostics.report(ContentLibrary.missing(language, original: original))
            }
        }
    }

    /// Reports runbooks that no document links and no `order` places. Call when everything has
    /// been read.
    func checkLinked(_ diagnostics: inout Diagnostics) {
        for runbook in runbooks
        where runbook.order == nil && !diagnostics.linkedRunbooks.contains(runbook.name) {
            guard let text = runbook.text(runbook.original) else { continue }
            diagnostics.report(
                PuertoError(
                    .invalid, "nothing links the runbook '\(runbook.name)'",
                    hint: "link it from another document, or give it an order",
                    place: "\(text.file):1"))
        }
    }

    private static func missing(_ language: Language, original: String) -> PuertoError {
        let wanted = original.replacingEnding(".md", with: ".\(language.rawValue).md")
        return PuertoError(
            .notFound, "no translation into '\(language.rawValue)'",
            hint: "write \(wanted), or take '\(language.rawValue)' out of agency.languages",
            place: original)
    }
}

extension String {
    fileprivate func replacingEnding(_ old: String, with new: String) -> String {
        hasSuffix(old) ? dropLast(old.count) + new : self
    }
}
