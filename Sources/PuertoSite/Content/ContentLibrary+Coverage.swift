internal import PuertoCore

extension ContentLibrary {
    /// Reports documents that lack one of the languages the portal is published in.
    func checkCoverage(languages: [Language], _ diagnostics: inout Diagnostics) {
        guard languages.count > 1 else { return }
        for runbook in runbooks where !unread.contains(runbook.name) {
            for language in languages where runbook.texts[language] == nil {
                diagnostics.report(
                    ContentLibrary.missing(
                        language, stem: "content/runbooks/\(runbook.name)",
                        place: runbook.text(language)?.file))
            }
        }
        for (slug, files) in notes.sorted(by: { $0.key < $1.key }) {
            let present = Set(files.keys.map { $0 ?? languages[0] })
            for language in languages where !present.contains(language) {
                diagnostics.report(
                    ContentLibrary.missing(
                        language, stem: "content/tenants/\(slug)", place: files.values.min()))
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

    private static func missing(_ language: Language, stem: String, place: String?) -> PuertoError {
        PuertoError(
            .notFound, "no translation into '\(language.rawValue)'",
            hint: "write \(stem).\(language.rawValue).md, or take '\(language.rawValue)' out of "
                + "agency.languages",
            place: place)
    }
}
