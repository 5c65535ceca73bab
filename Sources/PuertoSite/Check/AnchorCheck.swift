internal import PuertoCore

/// Looks after links to places in other pages, once the pages that were made are known.
struct AnchorCheck {
    private let plan: BuildPlan
    private let result: RunResult
    /// The ids of every page that was made.
    private let ids: [Int: Set<UInt64>]

    init(_ plan: BuildPlan, _ result: RunResult) {
        self.plan = plan
        self.result = result
        var ids: [Int: Set<UInt64>] = [:]
        let wanted = AnchorCheck.targets(plan, result)
        result.forEach { made, log in
            if wanted.contains(made.page) { ids[made.page] = Set(log.ids[made.ids]) }
        }
        self.ids = ids
    }

    /// Pages that were not made and lead to a place that has gone from one that was: they have to
    /// be made, and will say so.
    var lost: [Int] {
        guard let known = plan.known else { return [] }
        return plan.keys.indices.filter { page in
            guard plan.reasons[page] == .unchanged, plan.before[page] >= 0 else { return false }
            let anchors = known.details(Int(plan.before[page])).anchors
            return known.anchors(anchors).contains { target, id in
                let now = plan.now(target)
                return now >= 0 && ids[now].map { !$0.contains(id) } ?? false
            }
        }
    }

    /// Reports the links of the pages that were made to places that are not there.
    func check(folder: String, _ diagnostics: inout Diagnostics) throws {
        var read: [Int: Set<UInt64>] = [:]
        var checker = LinkChecker(paths: plan.index)
        try result.forEach { made, log in
            for anchor in log.anchors[made.anchors] {
                let target = Int(anchor.page)
                if ids[target] == nil, read[target] == nil {
                    read[target] = checker.ids(
                        in: try Disk.read("\(folder)/\(plan.paths[target])"))
                }
                guard let there = ids[target] ?? read[target], !there.contains(anchor.id) else {
                    continue
                }
                diagnostics.report(
                    LinkChecker.broken("anchor", anchor.text, plan.paths[made.page]))
            }
        }
    }

    /// Pages in which somebody leads to a place.
    private static func targets(_ plan: BuildPlan, _ result: RunResult) -> Set<Int> {
        var targets: Set<Int> = []
        for log in result.logs { for anchor in log.anchors { targets.insert(Int(anchor.page)) } }
        guard let known = plan.known else { return targets }
        for page in known.pages.indices {
            for (target, _) in known.anchors(known.details(page).anchors) {
                let now = plan.now(target)
                if now >= 0 { targets.insert(now) }
            }
        }
        return targets
    }
}
