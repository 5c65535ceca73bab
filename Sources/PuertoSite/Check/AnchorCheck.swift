internal import PuertoCore

/// Checks links to anchors in other pages, once the pages that were made are known.
struct AnchorCheck {
    private let plan: DuePages
    private let result: RunResult
    /// The ids of the pages that were made and are linked to.
    private let ids: [Int: Set<UInt64>]

    init(_ plan: DuePages, _ result: RunResult) {
        self.plan = plan
        self.result = result
        let wanted = AnchorCheck.targets(plan, result)
        var ids: [Int: Set<UInt64>] = [:]
        result.forEach { made, log in
            if wanted.contains(made.page) { ids[made.page] = Set(log.ids[made.ids]) }
        }
        self.ids = ids
    }
}

extension AnchorCheck {
    /// The pages that were not made and link to an anchor that has gone from one that was. They
    /// have to be made, and will report it.
    var lost: [Int] {
        guard let known = plan.known, !ids.isEmpty else { return [] }
        return plan.keys.indices.filter { page in
            guard plan.reasons[page] == .unchanged else { return false }
            return known.anchors(ofPage: Int(plan.before[page])).contains { target, id in
                ids[plan.now(target)].map { !$0.contains(id) } ?? false
            }
        }
    }

    /// Reports links to missing anchors in the pages that were made.
    func check(folder: String, _ diagnostics: inout Diagnostics) throws {
        var read: [Int: Set<UInt64>] = [:]
        var checker = LinkChecker(paths: plan.index, hook: nil)
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

    /// The pages that some link leads to an anchor of.
    private static func targets(_ plan: DuePages, _ result: RunResult) -> Set<Int> {
        var targets: Set<Int> = []
        for log in result.logs { for anchor in log.anchors { targets.insert(Int(anchor.page)) } }
        guard let known = plan.known else { return targets }
        for page in plan.keys.indices where plan.reasons[page] == .unchanged {
            for (target, _) in known.anchors(ofPage: Int(plan.before[page])) {
                targets.insert(plan.now(target))
            }
        }
        return targets
    }
}

extension Manifest {
    fileprivate func anchors(ofPage page: Int) -> [(page: Int, id: UInt64)] {
        let range = details(page).anchors
        return range.isEmpty ? [] : anchors(range)
    }
}
