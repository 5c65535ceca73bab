internal import PuertoCore

/// The inputs, links, anchors and ids of one worker's pages.
struct RunLog: Sendable {
    private(set) var pages: [Rendered] = []
    private(set) var inputs: [Input] = []
    private(set) var links: [UInt32] = []
    private(set) var anchors: [LinkChecker.Anchor] = []
    private(set) var ids: [UInt64] = []
    private(set) var diagnostics: [Diagnostics] = []
    /// The broken links, by page. They are reported only when no document is to blame.
    private(set) var linkErrors: [PuertoError] = []

    /// A page that was made. Its lists are ranges of the log's lists.
    struct Rendered: Sendable {
        let page: Int
        let content: UInt64
        let isStaged: Bool
        let state: FileState
        let inputs: Range<Int>
        let links: Range<Int>
        let anchors: Range<Int>
        let ids: Range<Int>
        /// The place of its diagnostics; -1 for none.
        let diagnostics: Int
    }

    mutating func add(
        _ page: Int, _ context: SiteContext, _ found: LinkChecker.Found, _ print: UInt64,
        _ kept: Run.Stored
    ) {
        let starts = (inputs.count, links.count, anchors.count, ids.count)
        context.noted(into: &inputs)
        links += found.links
        anchors += found.anchors
        ids += found.ids
        linkErrors += found.errors
        var place = -1
        if !context.diagnostics.isEmpty {
            place = diagnostics.count
            diagnostics.append(context.diagnostics)
        }
        pages.append(
            Rendered(
                page: page, content: print, isStaged: kept.isStaged, state: kept.state,
                inputs: starts.0..<inputs.count, links: starts.1..<links.count,
                anchors: starts.2..<anchors.count, ids: starts.3..<ids.count, diagnostics: place))
    }
}

/// The logs of all workers, run after run.
struct RunResult: Sendable {
    private(set) var logs: [RunLog]

    mutating func add(_ other: RunResult) { logs += other.logs }

    /// Calls `body` with every page that was made and the log that holds its lists.
    func forEach(_ body: (RunLog.Rendered, RunLog) throws -> Void) rethrows {
        for log in logs { for page in log.pages { try body(page, log) } }
    }

    /// The places of the pages whose files have to be moved into place.
    var staged: [Int] {
        logs.flatMap { log in log.pages.filter(\.isStaged).map(\.page) }.sorted()
    }

    var count: Int { logs.reduce(0) { $0 + $1.pages.count } }
}
