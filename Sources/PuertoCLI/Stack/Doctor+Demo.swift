import PuertoCore
import PuertoStore

extension Doctor {
    /// Looks at the history and the pages of a demo, and says that there is nothing else.
    func demoFindings(_ workspace: Workspace) throws -> [DriftView] {
        let store = try workspace.previewStore()
        for slug in slugs { _ = try store.tenant(Slug(slug)) }
        if selected.isGiven { _ = try store.select(selected.selection()) }
        Failure.note(
            Spoken.say(
                "es una demostración: no hay motor de contenedores ni nada con qué comparar los "
                    + "registros",
                "this is a demo: there is no container engine, and nothing to compare the records "
                    + "with"))
        var views: [DriftView] = []
        if isOfAll { views += .part("history", try historyDrift(workspace)) }
        if !skipPages { views += try pageViews(workspace, store) }
        return views
    }
}
