internal import GRDB
internal import PuertoCore

extension Ledger {
    /// Settles every declaration of a file, or throws the errors of all of them.
    ///
    /// What the machine has found or done is not the file's: `TenantDeclaration.Held`.
    mutating func settle(all declarations: [TenantDeclaration]) throws -> ImportReport {
        var (report, errors) = (ImportReport(), ErrorCollector())
        let made = try idsWithStack()
        let isUntouched = records.values.allSatisfy {
            $0.id == 0 && $0.tenant.status == .draft && !$0.tenant.isObserved
        }
        // Those that name a slot come first, so that no other gets it.
        let ordered =
            declarations.filter { $0.slot != nil } + declarations.filter { $0.slot == nil }
        let matches = try matches(ordered)
        let found = Set(matches.compactMap(\.old?.id))
        report.leave(
            records.values.filter { $0.id != 0 && !found.contains($0.id) }
                .map(\.tenant.slug).sorted())
        for match in matches {
            let isMade = match.old.map { made.contains($0.id) } ?? false
            let (draft, kept) =
                match.old.map {
                    match.declaration.draft(
                        over: $0.tenant,
                        holding: isUntouched ? .nothing : isMade ? .stack : .state)
                } ?? (match.declaration.draft(), [])
            if let done = try errors.attempt({ try settle(draft, old: match.old) }) {
                let slug = match.former.map { [$0] } ?? []
                report.add(done, kept: slug + kept, old: match.old?.tenant, isMade: isMade)
            }
        }
        try errors.finish()
        return report
    }

    /// The tenants that have or had a stack, of Puerto's or another, or a job that may make one.
    func idsWithStack() throws -> Set<Int> {
        let sql = """
            SELECT id FROM tenant WHERE status <> ? OR id IN (
                SELECT tenant FROM observed
                UNION ALL
                SELECT tenant FROM stack WHERE applied NOT NULL
                UNION ALL SELECT tenant FROM volume
                UNION ALL SELECT tenant FROM job
                    WHERE state IN ('queued', 'running') AND tenant NOT NULL)
            """
        return try Set(
            Int.fetchAll(db, sql: sql, arguments: [Tenant.Status.draft.rawValue]))
    }
}
