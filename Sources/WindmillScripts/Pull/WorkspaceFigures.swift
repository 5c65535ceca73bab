package import Windmill

/// The figures of a workspace that a client's people ask for.
package struct WorkspaceFigures: Hashable, Sendable {
    package let dashboards: [Dashboard]
    package let runs: Runs
    package let schedules: [Timetable]
    /// Rows of the server's lists that could not be read.
    package let unreadable: Int

    /// An app or a flow, with the path of its page below the instance's address.
    package struct Dashboard: Hashable, Sendable {
        package let kind: Kind
        package let path: ItemPath
        /// One clean line; empty where it has none.
        package let summary: String
        package let page: String

        package enum Kind: String, Hashable, Sendable { case app, flow }
    }

    /// The runs since a time.
    package struct Runs: Hashable, Sendable {
        package let count: Int
        package let failures: Int
        /// True when there are more than were read.
        package let isCut: Bool
        package let last: CompletedJob?
    }

    /// A schedule and its next time; `nil` when it is off or the server names none.
    package struct Timetable: Hashable, Sendable {
        package let path: ItemPath
        package let runs: ItemPath
        package let isEnabled: Bool
        package let next: ServerTime?
    }
}

extension WorkspaceFigures {
    /// Reads lists only: at most five pages of runs, and the next times of at most 20 schedules.
    package static func read(
        _ workspace: WorkspaceID, since: ServerTime, _ client: WindmillClient
    ) async throws -> WorkspaceFigures {
        let apps = try await client.all { try await client.apps(in: workspace, $0) }
        let flows = try await client.all { try await client.flows(in: workspace, $0) }
        let schedules = try await client.all { try await client.schedules(in: workspace, $0) }
        var timetables: [Timetable] = []
        for (number, row) in schedules.rows.sorted(by: { $0.path < $1.path }).enumerated() {
            var next: ServerTime?
            if row.isEnabled, number < 20 {
                next = try await nextTime(row, client)
            }
            timetables.append(
                Timetable(
                    path: row.path, runs: row.scriptPath, isEnabled: row.isEnabled, next: next))
        }
        let (runs, unreadable) = try await runs(workspace, since, client)
        return WorkspaceFigures(
            dashboards: apps.rows.map { Dashboard(.app, $0, workspace) }
                + flows.rows.map { Dashboard(.flow, $0, workspace) },
            runs: runs, schedules: timetables,
            unreadable: apps.unreadable + flows.unreadable + schedules.unreadable + unreadable)
    }

    /// A schedule that the server itself cannot read has no next time.
    private static func nextTime(_ row: Schedule, _ client: WindmillClient) async throws
        -> ServerTime?
    {
        do {
            return try await client.nextTimes(schedule: row.schedule, timezone: row.timezone).first
        } catch WindmillError.refused(let refusal) where refusal.status == 400 { return nil }
    }

    private static func runs(
        _ workspace: WorkspaceID, _ since: ServerTime, _ client: WindmillClient
    ) async throws -> (Runs, Int) {
        var rows: [CompletedJob] = []
        var unreadable = 0
        var isCut = false
        for number in 1...5 {
            let page = ListPage(number)
            let list = try await client.completedJobs(in: workspace, since: since, page)
            rows += list.rows
            unreadable += list.unreadable
            let isFull = list.rows.count + list.unreadable >= page.size
            isCut = isFull && number == 5
            guard isFull else { break }
        }
        let runs = Runs(
            count: rows.count, failures: rows.count { !$0.isSuccess }, isCut: isCut,
            last: rows.first)
        return (runs, unreadable)
    }
}

extension WorkspaceFigures.Dashboard {
    init(_ kind: Kind, _ row: ListedItem, _ workspace: WorkspaceID) {
        self.kind = kind
        path = row.path
        summary = row.summary
        // Both are checked names, of which no character has a meaning in a URL.
        page = "/\(kind.rawValue)s/get/\(row.path)?workspace=\(workspace)"
    }
}
