import Foundation
import PuertoCore
import PuertoSite
import PuertoStore

/// Builds a workspace again whenever its content, configuration or records have changed.
///
/// It holds one connection to the records as long as it lives, and takes note of the state of
/// things before each build: what changes during one is built next.
struct Rebuilder {
    private let watch: ChangeWatch
    private var workspace: Workspace
    private var store: Store
    private var built: State?
    private var lastFailure: String?

    private struct State: Equatable {
        let files: [String: ChangeWatch.FileState]
        let records: Int
    }

    init(_ folder: String) throws {
        watch = ChangeWatch(workspace: folder)
        workspace = try Workspace(folder)
        store = try workspace.currentStore()
    }

    mutating func build() throws -> BuildReport {
        let state = try state()
        if let built, built.files["puerto.yaml"] != state.files["puerto.yaml"] {
            try readConfiguration()
        }
        let lock = try workspace.lock()
        defer { lock.release() }
        do {
            let report = try workspace.builder { [store] in store }.build(holding: lock)
            built = state
            return report
        } catch let errors as PuertoErrors {
            // The content is wrong until somebody changes it: no use in trying again before.
            built = state
            throw errors
        }
    }

    /// Looks four times a second, until its task is cancelled. A build that fails says why once
    /// and leaves the site as it was.
    mutating func keepBuilding() async {
        while !Task.isCancelled {
            do {
                try await Task.sleep(for: .milliseconds(250))
                guard try state() != built else { continue }
                let report = try build()
                lastFailure = nil
                for warning in report.warnings { Failure.warn(warning.description) }
                print(report.summary)
                fflush(nil)
            } catch is CancellationError {
                return
            } catch {
                tell(error)
            }
        }
    }
}

extension Rebuilder {
    private func state() throws -> State {
        State(files: watch.state(), records: try store.dataVersion())
    }

    private mutating func readConfiguration() throws {
        let changed = try Workspace(workspace.folder)
        let following = store.following(changed.configuration.ports)
        try changed.apply(to: following)
        (workspace, store) = (changed, following)
    }

    private mutating func tell(_ error: any Error) {
        let lines =
            switch error {
            case let errors as PuertoErrors: errors.all.map(\.description)
            case let error as PuertoError: [error.description]
            default: ["internal error: \(error)"]
            }
        let text = lines.joined(separator: "\n")
        guard text != lastFailure else { return }
        lastFailure = text
        for line in lines { Failure.say(line) }
    }
}
