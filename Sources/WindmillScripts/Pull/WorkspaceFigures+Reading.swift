package import Windmill

extension WorkspaceFigures {
    /// Reads lists only: at most five pages of runs, and the next times of at most 20 schedules. A
    /// list or a next time that cannot be read leaves the others.
    package static func read(
        _ workspace: WorkspaceID, since: ServerTime, _ client: WindmillClient
    ) async throws -> WorkspaceFigures {
        var reading = Reading(workspace: workspace, client: client)
        let apps = try await reading.list(.apps) { try await client.apps(in: workspace, $0) }
        let flows = try await reading.list(.flows) { try await client.flows(in: workspace, $0) }
        let schedules = try await reading.list(.schedules) {
            try await client.schedules(in: workspace, $0)
        }
        let timetables = try await reading.timetables(schedules)
        let runs = try await reading.runs(since: since)
        return WorkspaceFigures(
            dashboards: apps.map { Dashboard(.app, $0, workspace) }
                + flows.map { Dashboard(.flow, $0, workspace) },
            runs: runs, schedules: timetables, unreadable: reading.unreadable,
            missing: reading.missing)
    }
}

/// Reads the lists of the figures, and notes what cannot be read.
private struct Reading {
    let workspace: WorkspaceID
    let client: WindmillClient
    private(set) var unreadable = 0
    private(set) var missing: Set<WorkspaceFigures.Part> = []

    mutating func list<Row>(
        _ part: WorkspaceFigures.Part, _ read: (ListPage) async throws -> Listed<Row>
    ) async throws -> [Row] {
        do {
            let list = try await client.all(read)
            unreadable += list.unreadable
            return list.rows
        } catch let error as WindmillError where error.isOfOneRead {
            missing.insert(part)
            return []
        }
    }

    func timetables(_ rows: [Schedule]) async throws -> [WorkspaceFigures.Timetable] {
        var timetables: [WorkspaceFigures.Timetable] = []
        var asked = 0
        var silent = 0
        for row in rows.sorted(by: { $0.path < $1.path }) {
            var next = WorkspaceFigures.Timetable.Next.off
            if row.isEnabled {
                next = .unknown
                if asked < 20, silent < 3 { next = try await self.next(row, &silent) }
                asked += 1
            }
            timetables.append(.init(path: row.path, runs: row.scriptPath, next: next))
        }
        return timetables
    }

    /// The server computes times from what a person has typed, and may fail at it in any way. Counts
    /// the calls that had no answer, of which each costs the client's patience.
    private func next(_ row: Schedule, _ silent: inout Int) async throws
        -> WorkspaceFigures.Timetable.Next
    {
        do {
            let times = try await client.nextTimes(schedule: row.schedule, timezone: row.timezone)
            return times.first.map { .at($0) } ?? .never
        } catch let error as WindmillError {
            if !error.hasAnswer { silent += 1 }
            return .unknown
        }
    }

    mutating func runs(since: ServerTime) async throws -> WorkspaceFigures.Runs {
        var rows: [CompletedJob] = []
        var isCut = false
        do {
            for number in 1...5 {
                let page = ListPage(number)
                let list = try await client.readable(page) {
                    try await client.completedJobs(in: workspace, since: since, $0)
                }
                rows += list.rows
                unreadable += list.unreadable
                let isFull = list.rows.count + list.unreadable >= page.size
                isCut = isFull && number == 5
                guard isFull else { break }
            }
        } catch let error as WindmillError where error.isOfOneRead {
            missing.insert(.runs)
            rows = []
        }
        return WorkspaceFigures.Runs(
            count: rows.count, failures: rows.count { !$0.isSuccess }, isCut: isCut,
            last: rows.first)
    }
}

extension WindmillError {
    fileprivate var hasAnswer: Bool {
        switch self {
        case .refused, .malformed, .tooLong, .tooManyRows, .openSourceBuild, .noAuthentication: true
        case .notListening, .unreachable, .disconnected, .timeout: false
        }
    }
}
