package import PuertoCore

/// The outcome of a build.
package struct BuildReport: Sendable {
    /// The number of files of the site.
    package let pages: Int
    /// The number of pages that were made anew, whether or not they came out the same.
    package let made: Int
    /// The paths written, below `public/`, sorted.
    package let written: [String]
    package let removed: [String]
    package let warnings: [PuertoError]
    /// The milliseconds of each phase, in order.
    package let phases: [(name: String, milliseconds: Double)]
    /// The moment, in seconds since 1970, at which another build is due though nothing has changed:
    /// a slot's quarantine ends, or a link expires unread.
    package let nextDue: Int
    /// The lines on the page that `explain` asked about.
    package let explanation: [String]

    /// The number of files that are as they were.
    package var skipped: Int { pages - written.count }

    package var milliseconds: Double { phases.reduce(0) { $0 + $1.milliseconds } }
}

extension BuildReport {
    /// Reports a build that had nothing to do.
    init(unchanged known: Manifest, _ phases: Phases, explain: String?) {
        pages = known.pages.indices.count { known.key($0)?.isFile ?? false }
        made = 0
        written = []
        removed = []
        var all = Diagnostics()
        for index in known.liveWarnings { all.warn(known.warning(index)) }
        all.settle()
        warnings = all.warnings
        self.phases = phases.all
        nextDue = known.origin.nextDue
        explanation = explain.map { Explanation(known).lines(on: $0) } ?? []
    }

    init(
        _ plan: DuePages, _ made: BuildResult, removed: [String], _ phases: Phases, explain: String?
    ) {
        pages = plan.keys.count { $0.isFile }
        self.made = plan.reasons.indices.count {
            plan.reasons[$0] != .unchanged && plan.keys[$0].isFile
        }
        let written = made.result.staged.map { plan.paths[$0] }.sorted()
        self.written = written
        self.removed = removed
        warnings = made.warnings
        self.phases = phases.all
        nextDue = plan.site.nextDue
        explanation =
            explain.map { Explanation(plan, written: Set(written), removed).lines(on: $0) } ?? []
    }
}

/// A stopwatch with names.
struct Phases: Sendable {
    private(set) var all: [(name: String, milliseconds: Double)] = []
    private var last = Milliseconds.now

    enum Name: String {
        case survey, records, content, plan, render, publish, manifest
    }

    mutating func end(_ name: Name) {
        let now = Milliseconds.now
        all.append((name.rawValue, now - last))
        last = now
    }
}
