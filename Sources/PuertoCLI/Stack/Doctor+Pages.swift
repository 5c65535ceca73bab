import PuertoCore
import PuertoSite
import PuertoStore

extension Doctor {
    /// Compares the pages with what a build would make. Where a build would fail, its errors are
    /// the findings: pages cannot be compared with those that nobody can make.
    func pageViews(_ workspace: Workspace, _ store: Store) throws -> [DriftView] {
        let seen: Verification
        do {
            seen = try workspace.builder { store }.verify()
        } catch let error as PuertoError {
            return [DriftView(stopping: error)]
        } catch let errors as PuertoErrors {
            return errors.all.map(DriftView.init(stopping:))
        }
        let mends = [
            (seen.missing, "missing"), (seen.different, "not what a build makes"),
            (seen.unclaimed, "claimed by no record"),
        ]
        let drift = mends.compactMap { pages, text in
            pages.first.map { first in
                let more = pages.count > 1 ? " and \(pages.count - 1) more" : ""
                return Drift(
                    .page, subject: "public/\(first)\(more)", found: text, mend: "puerto build")
            }
        }
        return .part("pages", drift)
    }
}

extension DriftView {
    /// A finding made of an error that stops a build.
    fileprivate init(stopping error: PuertoError) {
        self.init(
            nil,
            Drift(
                .page, subject: error.place ?? "pages",
                found: "puerto build fails: \(error.message)", mend: error.hint ?? "puerto check"))
        self.error = error
    }
}
