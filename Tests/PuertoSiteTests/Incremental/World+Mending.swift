import PuertoCore

extension World {
    /// Repairs the errors that edits have left in the documents.
    mutating func mend() {
        for (name, writing) in runbooks { runbooks[name] = mended(writing, runbook: name) }
        for (slug, writing) in notes { notes[slug] = mended(writing, runbook: nil) }
        let linked = Set(runbooks.flatMap { mentions($0.value, but: $0.key) })
            .union(notes.flatMap { mentions($0.value, but: nil) })
        for (name, writing) in runbooks where writing.order == nil && !linked.contains(name) {
            runbooks[name]?.order = 50
        }
    }

    private func mentions(_ writing: Writing, but own: String?) -> [String] {
        writing.links.compactMap { link in
            guard case .runbook(let name, _) = link, name != own else { return nil }
            return name
        }
    }

    private func mended(_ writing: Writing, runbook: String?) -> Writing {
        var writing = writing
        writing.isBroken = false
        mendLanguages(&writing, isRunbook: runbook != nil)
        let isForClients = runbook != nil && writing.isForClients
        writing.links.removeAll { !isGood($0, isForClients: isForClients) }
        return writing
    }

    private func isGood(_ link: Writing.Link, isForClients: Bool) -> Bool {
        switch link {
        case .runbook(let name, let heading):
            guard let target = runbooks[name], !isForClients || target.isForClients else {
                return false
            }
            return heading.map(target.headings.contains) ?? true
        case .tenant(let slug, let heading):
            guard !isForClients, tenants.contains(where: { $0.slug.text == slug }) else {
                return false
            }
            return heading.map { notes[slug]?.headings.contains($0) ?? false } ?? true
        }
    }

    /// Every language of the portal has a text, and none has two.
    private func mendLanguages(_ writing: inout Writing, isRunbook: Bool) {
        let agency = configuration.agency
        let plain = isRunbook ? writing.locale ?? agency.language : agency.language
        if writing.editions[""] != nil { writing.editions[".\(plain.rawValue)"] = nil }
        for language in agency.languages where agency.languages.count > 1 {
            let isThere = language == plain && writing.editions[""] != nil
            if !isThere, writing.editions[".\(language.rawValue)"] == nil {
                writing.editions[".\(language.rawValue)"] = 1
            }
        }
        if writing.editions.isEmpty { writing.editions = ["": 1] }
    }
}
