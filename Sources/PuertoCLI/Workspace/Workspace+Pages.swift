import Foundation
import PuertoCore
import PuertoStore

extension Workspace {
    /// Has the pages made again after a change of the records: queues a build where a worker runs,
    /// and says elsewhere that the pages are as before. An error is a warning only: the change is
    /// done, and a script must not repeat it.
    func followPages(_ store: Store) {
        do {
            guard try store.workerSight().isRunning else {
                let isBuilt = FileManager.default.fileExists(atPath: path("public/portal"))
                return Failure.note(
                    isBuilt
                        ? Spoken.say(
                            "las páginas siguen como estaban: puerto build las rehace",
                            "the pages are as before: puerto build makes them again")
                        : Spoken.say(
                            "aún no hay páginas: puerto build las hace",
                            "there are no pages yet: puerto build makes them"))
            }
            _ = try store.enqueueOnce(JobRequest(.build, nil, by: Workspace.actor))
        } catch {
            let own = (error as? PuertoError)?.text(Spoken.language)
            let text = own ?? "internal error: \(error)"
            Failure.warn(
                Spoken.say(
                    "las páginas no quedaron en cola: \(text) (puerto build las hace)",
                    "the pages were not queued: \(text) (puerto build makes them)"))
        }
    }
}
