internal import PuertoCore

// From the content.
extension SiteContext {
    /// The library. Pages look at its files through the functions here.
    var library: ContentLibrary { site.library }

    /// Every runbook that has a text for a reader of `l`.
    func runbooks(_ l: Language) -> [(runbook: Runbook, text: RunbookText)] {
        note(Input(.runbooks, language: l.position))
        return library.lists[l]?.all ?? []
    }

    /// The runbooks that a tenant of this kind has pages of.
    func runbooks(for kind: Tenant.Kind, _ l: Language) -> [(runbook: Runbook, text: RunbookText)] {
        note(Input(.tenantRunbooks, language: l.position))
        let lists = library.lists[l]
        return (kind == .base ? lists?.forBase : lists?.forClients) ?? []
    }

    /// A runbook as its own page shows it.
    func document(_ runbook: Runbook, _ text: RunbookText, _ l: Language) -> CompiledDocument {
        if let index = library.index(of: runbook.name) {
            note(Input(.runbook, index, language: l.position))
        }
        let resolved = library.resolved(runbook, text)
        use(resolved)
        return resolved.document
    }

    /// The runbooks that clients may read, as the onboarding page shows them.
    func onboardingDocuments(_ l: Language)
        -> [(runbook: Runbook, text: RunbookText, document: CompiledDocument)]
    {
        note(Input(.clientRunbooks, language: l.position))
        return (library.lists[l]?.onboarding ?? []).map { runbook, text in
            if let index = library.index(of: runbook.name) {
                note(Input(.runbook, index, language: l.position))
            }
            let resolved = library.resolvedOnboarding(runbook, text)
            use(resolved)
            return (runbook, text, resolved.document)
        }
    }

    /// Tells whether a tenant has a page of the runbook of this name.
    func hasPage(of name: String, for kind: Tenant.Kind, _ l: Language) -> Bool {
        guard let index = library.index(of: name) else { return false }
        note(Input(.outline, index, language: l.position))
        return library.runbooks[index].concerns(kind)
    }
}
