internal import PuertoCore

/// An explanation of why a file was made, or was not.
struct Explanation {
    private let known: Manifest?
    private let plan: DuePages?
    private let written: Set<String>
    private let removed: [String]

    /// Explains a build that had nothing to do.
    init(_ known: Manifest) {
        self.known = known
        plan = nil
        written = []
        removed = []
    }

    init(_ plan: DuePages, written: Set<String>, _ removed: [String]) {
        known = plan.known
        self.plan = plan
        self.written = written
        self.removed = removed
    }
}

extension Explanation {
    /// The lines on a file; `path` is below `public/`, or has `public/` before it.
    func lines(on path: String) -> [String] {
        let path = path.hasPrefix("public/") ? String(path.dropFirst(7)) : path
        if removed.contains(path) {
            return ["\(path): removed, since nothing in the records or the content asks for it"]
        }
        if let plan, let page = plan.index.find(PathIndex.print(of: path)) {
            return lines(plan, page)
        }
        if plan == nil, let known,
            let page = known.pages.indices.first(where: { known.path($0) == path })
        {
            return ["\(path): not made, not written: \(same(known, page))"]
        }
        let paths = plan?.paths ?? known.map { $0.pages.indices.map($0.path) } ?? []
        return ["\(path): no file of this portal\(hint(path, paths))"]
    }

    private func hint(_ path: String, _ paths: [String]) -> String {
        path.nearest(in: paths.filter { !$0.hasPrefix(PageKey.checkMark) }).map {
            "; did you mean '\($0)'?"
        }
            ?? ""
    }

    private func lines(_ plan: DuePages, _ page: Int) -> [String] {
        let path = plan.paths[page]
        if plan.reasons[page] == .unchanged, let known {
            return ["\(path): not made, not written: \(same(known, Int(plan.before[page])))"]
        }
        let outcome =
            written.contains(path)
            ? "made and written" : "made, not written since it came out the same"
        return ["\(path): \(outcome), because \(reason(plan, page))"] + changed(plan, page)
    }

    private func reason(_ plan: DuePages, _ page: Int) -> String {
        switch plan.reasons[page] {
        case .isNew: "there was no such page"
        case .damaged: "the file was not as it had been written"
        case .linkLost: "a page that it links to, or an anchor in one, is gone"
        case .everything:
            known == nil
                ? "there is no manifest of an earlier build"
                : "everything is made: another version of puerto, another time zone, or --force"
        case .inputChanged, .unchanged: "these of its inputs have changed:"
        }
    }

    private func changed(_ plan: DuePages, _ page: Int) -> [String] {
        guard plan.reasons[page] == .inputChanged, let known else { return [] }
        let details = known.details(Int(plan.before[page]))
        return known.details[details.inputs].filter { plan.inputs.changed[Int($0)] }
            .map { "  \(known.describe(Int($0)))" }
    }

    private func same(_ known: Manifest, _ page: Int) -> String {
        let inputs = known.details[known.details(page).inputs]
        let names = inputs.map { known.describe(Int($0)) }.joined(separator: ", ")
        return "nothing that it is made from has changed (\(names))"
    }
}

extension Manifest {
    /// Names an input in words.
    func describe(_ node: Int) -> String {
        guard let input = Input(packed: nodes[node].input) else { return "something unknown" }
        let name = text(nodes[node].name)
        return input.kind.words(name)
    }
}

extension Input.Kind {
    fileprivate func words(_ name: String) -> String {
        switch self {
        case .agency: "puerto.yaml: the agency"
        case .address: "puerto.yaml: url"
        case .ports: "puerto.yaml: ports"
        case .hosts: "puerto.yaml: the list of hosts"
        case .plans: "puerto.yaml: the list of plans"
        case .host: "host '\(name)'"
        case .plan: "plan '\(name)'"
        case .assets: "style sheet and scripts"
        case .hook: "puerto.yaml: where the hook answers"
        case .zone: "the time zone"
        case .rounds: "puerto.yaml: how often the worker probes"
        case .totals: "the fleet's totals"
        case .inUse: "which states and plans clients have"
        case .berths: "the slots of host '\(name)'"
        case .slotsLeft: "the number of free slots"
        case .latestChange: "the latest change"
        case .history: "the fleet's history"
        case .base: "the base system's record"
        case .fleetPage: "the clients on page \(name)"
        case .payersPage: "the paying clients on page \(name)"
        case .attention: "the clients that need attention"
        case .examples: "the first tenants"
        case .shard: "the records in search file \(name)"
        case .tenant: "the record of '\(name)'"
        case .changes: "the changes of '\(name)'"
        case .tenantExists: "the existence of tenant '\(name)'"
        case .custody: "the credentials of '\(name)'"
        case .sealedPage: "the sealed page of '\(name)'"
        case .operations: "the probes, jobs, drift and disk of '\(name)'"
        case .probes: "the totals of the probes"
        case .baseProbe: "the base system's probe"
        case .diskRooms: "the machines whose disk is filling up"
        case .demo: "whether the workspace is a demo"
        case .notes: "the notes of '\(name)', or that there are none"
        case .stray: "content/tenants/\(name)"
        case .runbooks: "the list of runbooks"
        case .tenantRunbooks: "the list of runbooks for tenants"
        case .clientRunbooks: "the list of runbooks for clients"
        case .runbook: "the runbook '\(name)'"
        case .outline: "headings and audience of the runbook '\(name)'"
        }
    }
}
