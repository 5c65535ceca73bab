import PuertoCore
import PuertoSite
import PuertoStore

/// Builds at once and after every change, on one thread, until it is stopped.
struct Watching: Sendable {
    private var rebuilder: Rebuilder
    private var watch: ChangeWatch
    private let tell: @Sendable (News) throws -> Void
    private var failure: [String] = []
    private var retry = Retry()
    /// The time at which pages change by the clock alone: no event reports it.
    private var nextDue = Int.max

    /// The result of a build.
    enum News: Sendable {
        case built(BuildReport)
        /// The errors of a build that left the site as it was; reported once while they stay the
        /// same.
        case failed([String])
    }

    /// Milliseconds after which the records are checked without an event: a process may write to
    /// the file first and commit later.
    private static let patience = 1000

    /// Throws when there is no workspace, or its records cannot be opened.
    init(
        _ folder: String, until stop: StopSignal, tell: @escaping @Sendable (News) throws -> Void
    ) throws {
        // Watches before anything is read, so that no change is missed.
        watch = ChangeWatch(workspace: folder, until: stop)
        rebuilder = try Rebuilder(folder)
        self.tell = tell
    }
}

extension Watching {
    /// Runs the first build. Errors of the content are reported; any other error is thrown.
    mutating func begin() throws {
        do {
            let report = try rebuilder.build(after: [])
            nextDue = report.nextDue
            try tell(.built(report))
        } catch let errors as PuertoErrors {
            try fail(errors)
        }
    }

    /// Builds until it is stopped, and finishes the current build. Throws only what `tell` throws.
    mutating func keepOn() throws {
        while let changes = watch.next(within: Watching.patience) {
            let report: BuildReport
            do {
                let isOnlyRecords =
                    changes.isSubset(of: .records) && !retry.isDue
                    && SystemClock.now() < nextDue
                if isOnlyRecords, try !rebuilder.hasNewRecords() { continue }
                report = try rebuilder.build(after: changes)
            } catch let errors as PuertoErrors {
                // The content stays wrong until it is changed: a retry before would be useless.
                retry = Retry()
                try fail(errors)
                continue
            } catch {
                retry.later()
                try fail(error)
                continue
            }
            (failure, retry, nextDue) = ([], Retry(), report.nextDue)
            try tell(.built(report))
        }
    }

    private mutating func fail(_ error: any Error) throws {
        let lines =
            switch error {
            case let errors as PuertoErrors: errors.all.map { $0.text(Spoken.language) }
            case let error as PuertoError: [error.text(Spoken.language)]
            default: ["internal error: \(error)"]
            }
        guard lines != failure else { return }
        failure = lines
        try tell(.failed(lines))
    }
}
