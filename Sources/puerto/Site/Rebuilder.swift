import Foundation
import PuertoCore
import PuertoSite
import PuertoStore

/// Builds a workspace again whenever its content, configuration or records have changed.
struct Rebuilder {
    private let folder: String
    private let watch: ChangeWatch
    private var workspace: Workspace
    private var store: Store

    init(_ folder: String) throws {
        self.folder = folder
        watch = ChangeWatch(workspace: folder)
        workspace = try Workspace(folder)
        store = try workspace.store()
    }

    mutating func build() throws -> BuildReport { try workspace.site(from: store).build() }

    /// Looks four times a second, until its task is cancelled. A build that fails says why and
    /// leaves the site as it was; the next change tries again.
    func keepBuilding() async {
        var current = self
        var seen = current.watch.state()
        var version = try? current.store.dataVersion()
        while !Task.isCancelled {
            do {
                try await Task.sleep(for: .milliseconds(250))
            } catch {
                return
            }
            let now = current.watch.state()
            let records = try? current.store.dataVersion()
            guard now != seen || records != version else { continue }
            current.rebuild(isReconfigured: now["puerto.yaml"] != seen["puerto.yaml"])
            seen = now
            version = try? current.store.dataVersion()
        }
    }

    private mutating func rebuild(isReconfigured: Bool) {
        do {
            if isReconfigured {
                workspace = try Workspace(folder)
                store = try workspace.store()
            }
            let report = try build()
            for warning in report.warnings { Failure.warn(warning.description) }
            print(report.summary)
            fflush(nil)
        } catch let errors as PuertoErrors {
            for error in errors.all { Failure.say(error) }
        } catch let error as PuertoError {
            Failure.say(error)
        } catch {
            Failure.warn("internal error: \(error)")
        }
    }
}
