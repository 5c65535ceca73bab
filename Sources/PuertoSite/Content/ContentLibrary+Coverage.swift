internal import PuertoCore

extension ContentLibrary {
    /// Reports documents that lack one of the languages the portal is published in. `touched` are
    /// the notes to look at, by stem; `nil` for all.
    func checkCoverage(touched: Set<String>?, _ diagnostics: inout Diagnostics) {
        guard agency.languages.count > 1 else { return }
        for runbook in runbooks where !unread.contains(runbook.name) {
            for language in agency.languages where runbook.texts[language] == nil {
                diagnostics.report(
                    ContentLibrary.missing(
                        language, stem: "content/runbooks/\(runbook.name)",
                        place: runbook.text(language)?.file))
            }
        }
        checkNotes(touched, &diagnostics)
    }

    private func checkNotes(_ touched: Set<String>?, _ diagnostics: inout Diagnostics) {
        var present: [String: [(Language, Int)]] = [:]
        for (index, file) in files.notes.files.enumerated() {
            let (slug, language) = ContentReader.stem(file.name)
            guard touched?.contains(slug) ?? true else { continue }
            present[slug, default: []].append((language ?? agency.language, index))
        }
        for (slug, texts) in present.sorted(by: { $0.key < $1.key }) {
            for language in agency.languages where !texts.contains(where: { $0.0 == language }) {
                diagnostics.report(
                    ContentLibrary.missing(
                        language, stem: "content/tenants/\(slug)",
                        place: texts.map { files.notes.file($0.1) }.min()))
            }
        }
    }

    /// Reports files of notes whose names are no tenant's.
    func checkNames(touched: Set<String>?, _ diagnostics: inout Diagnostics) {
        for (index, file) in files.notes.files.enumerated()
        where touched?.contains(ContentReader.stem(file.name).name) ?? true {
            ContentReader.checkName(files.notes, index, &diagnostics)
        }
    }

    /// Reports runbooks that no document links and no `order` places, when every document's
    /// mentions are known.
    func checkLinked(_ mentions: Set<String>, _ diagnostics: inout Diagnostics) {
        for runbook in runbooks where runbook.order == nil && !mentions.contains(runbook.name) {
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
