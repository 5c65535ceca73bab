package import Windmill

/// The figures of a workspace that a client's people ask for.
package struct WorkspaceFigures: Hashable, Sendable {
    package let dashboards: [Dashboard]
    package let runs: Runs
    package let schedules: [Timetable]
    /// Rows of the server's lists that could not be read.
    package let unreadable: Int
    /// Lists that could not be read at all, and are empty here.
    package let missing: Set<Part>

    /// A list of which the figures are made.
    package enum Part: String, Hashable, Sendable, CaseIterable {
        case apps, flows, schedules, runs
    }

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

    /// A schedule and its next time.
    package struct Timetable: Hashable, Sendable {
        package let path: ItemPath
        package let runs: ItemPath
        package let next: Next

        package enum Next: Hashable, Sendable {
            /// The schedule is off.
            case off
            case at(ServerTime)
            /// The server answered, and names no time.
            case never
            /// The server was not asked, or did not answer for this one.
            case unknown
        }
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
