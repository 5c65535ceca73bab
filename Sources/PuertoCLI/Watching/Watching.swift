import PuertoCore
import PuertoSite
import PuertoStore

/// Builds at once and after every change, until it is told to stop; one thread does all of it.
struct Watching: Sendable {
    private var rebuilder: Rebuilder
    private var watch: ChangeWatch
    private let tell: @Sendable (News) throws -> Void
    private var failure: [String] = []
    private var retry = Retry()
    /// When a slot's rest ends, which nobody tells of.
    private var nextRelease = Int.max

    /// What there is to say after a build.
    enum News: Sendable {
        case built(BuildReport)
        /// Why it failed and left the site as it was; told once for as long as it is the same.
        case failed([String])
    }

    /// Milliseconds after which the records are looked at even though nobody told of a change: a
    /// process that keeps them open may write to the file first and commit later.
    private static let patience = 1000

    /// Throws when there is no workspace, or its records cannot be opened.
    init(
        _ folder: String, until stop: StopSignal, tell: @escaping @Sendable (News) throws -> Void
    ) throws {
        // Before anything is read, so that nothing changes unseen.
        watch = ChangeWatch(workspace: folder, until: stop)
        rebuilder = try Rebuilder(folder)
        self.tell = tell
    }
}

extension Watching {
    /// The first build. What is wrong with the content is told; anything else is thrown.
    mutating func begin() throws {
        do {
            let report = try rebuilder.build(after: [])
            nextRelease = report.nextRelease
            try tell(.built(report))
        } catch let errors as PuertoErrors {
            try fail(errors)
        }
    }

    /// Returns when it is told to stop, after the build in hand. Throws only what `tell` throws.
    mutating func keepOn() throws {
        while let changes = watch.next(within: Watching.patience) {
            let report: BuildReport
            do {
                let isOnlyRecords =
                    changes.isSubset(of: .records) && !retry.isDue
                    && SystemClock.now() < nextRelease
                if isOnlyRecords, try !rebuilder.hasNewRecords() { continue }
                report = try rebuilder.build(after: changes)
            } catch let errors as PuertoErrors {
                // Wrong until somebody changes it: no use in trying again before.
                retry = Retry()
                try fail(errors)
                continue
            } catch {
                retry.later()
                try fail(error)
                continue
            }
            (failure, retry, nextRelease) = ([], Retry(), report.nextRelease)
            try tell(.built(report))
        }
    }

    private mutating func fail(_ error: any Error) throws {
        let lines =
            switch error {
            case let errors as PuertoErrors: errors.all.map(\.description)
            case let error as PuertoError: [error.description]
            default: ["internal error: \(error)"]
            }
        guard lines != failure else { return }
        failure = lines
        try tell(.failed(lines))
    }
}
