internal import PuertoCore

extension ContentLibrary {
    /// Files of notes by stem, in order of stems; `nil` for all.
    private func notes(_ stems: Set<String>?) -> [(String, [Int])] {
        guard let stems else {
            let all = Dictionary(grouping: files.notes.files.indices) {
                ContentReader.stem(files.notes.files[$0].name).name
            }
            return all.sorted { $0.key < $1.key }
        }
        let endings = ["md"] + Language.allCases.map { "\($0.rawValue).md" }
        return stems.sorted().map { stem in
            (stem, endings.compactMap { files.notes.index(of: "\(stem).\($0)") })
        }.filter { !$0.1.isEmpty }
    }

    /// Reports files of notes whose names are no tenant's.
    func checkNames(touched: Set<String>?, _ diagnostics: inout Diagnostics) {
        for (_, files) in notes(touched) {
            for file in files { ContentReader.checkName(self.files.notes, file, &diagnostics) }
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
                    place: "\(text.file):1"
                ).spanish(
                    "nada enlaza el manual '\(runbook.name)'",
                    hint: "enlázalo desde otro documento, o dale un order"))
        }
    }
}
