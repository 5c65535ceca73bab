internal import Glibc
internal import PuertoCore

/// Waits for changes of a workspace's files, and reports a burst of them together once it is over.
struct ChangeWatch: Sendable {
    private let workspace: String
    private let stop: StopSignal
    private var source: Source

    private enum Source {
        case events(FolderEvents)
        case looks(FolderLooks)
    }

    /// Milliseconds without a change that end a burst of them.
    private static let quiet = 15
    /// Milliseconds after which a burst that does not end is reported anyway.
    private static let limit = 200
    /// Milliseconds between two answers while only irrelevant events arrive.
    private static let calm = 5

    /// Reports changes from now on.
    init(workspace: String, until stop: StopSignal) {
        self.workspace = workspace
        self.stop = stop
        do {
            source = .events(try FolderEvents(workspace: workspace))
        } catch {
            source = ChangeWatch.looks(workspace, because: error)
        }
    }

    /// The changes; empty when the time is over or all events are irrelevant, and `nil` when it is
    /// time to stop.
    mutating func next(within patience: Int) -> WorkspaceChanges? {
        guard wait(patience) else { return nil }
        var changes = take()
        guard !changes.isEmpty else { return isStopped(within: ChangeWatch.calm) ? nil : [] }
        let first = ChangeWatch.now
        var end = first + ChangeWatch.quiet
        while true {
            guard wait(max(0, end - ChangeWatch.now)) else { return nil }
            let (more, now) = (take(), ChangeWatch.now)
            guard !more.isEmpty else {
                // Only a look that finds nothing ends the burst: on a busy machine the time may
                // have passed in the scheduler's queue, with events waiting.
                if now >= end { return changes }
                continue
            }
            changes.formUnion(more)
            guard now - first < ChangeWatch.limit else { return changes }
            end = min(now + ChangeWatch.quiet, first + ChangeWatch.limit)
        }
    }
}

extension ChangeWatch {
    private mutating func take() -> WorkspaceChanges {
        switch source {
        case .looks(var looks):
            let changes = looks.take()
            source = .looks(looks)
            return changes
        case .events(var events):
            do {
                let changes = try events.take()
                source = .events(events)
                return changes
            } catch {
                source = ChangeWatch.looks(workspace, because: error)
                return .everything
            }
        }
    }

    private static func looks(_ workspace: String, because error: any Error) -> Source {
        Failure.note("looking for changes twice a second: \(error)")
        return .looks(FolderLooks(workspace: workspace))
    }

    /// Waits for events, or for so many milliseconds; `false` when it is time to stop.
    private func wait(_ milliseconds: Int) -> Bool {
        var files = [pollfd(fd: stop.descriptor, events: Int16(POLLIN), revents: 0)]
        var patience = milliseconds
        switch source {
        case .events(let events):
            files.append(pollfd(fd: events.descriptor, events: Int16(POLLIN), revents: 0))
        case .looks: patience = min(patience, FolderLooks.pause)
        }
        // A signal that interrupts it counts as an event.
        poll(&files, nfds_t(files.count), Int32(patience))
        return files[0].revents == 0
    }

    private func isStopped(within milliseconds: Int) -> Bool {
        var file = pollfd(fd: stop.descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&file, 1, Int32(milliseconds)) > 0
    }

    /// Milliseconds of the monotonic clock.
    private static var now: Int { SystemClock.monotonicMilliseconds() }
}
