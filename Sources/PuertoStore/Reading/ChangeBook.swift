internal import GRDB
internal import PuertoCore

/// The newest changes of every object, as the records hold them.
///
/// While the history has only grown at its end since `previous`, the changes in `previous` hold and
/// only newer lines are read.
struct ChangeBook {
    private let db: Database
    private let isGrowing: Bool
    private let newer: ChangePages
    private var whole: ChangePages?
    /// Fingerprints of objects that had changes in `previous` and were not tenants.
    private let past: Set<UInt64>
    private var others: Set<UInt64>
    let mark: FleetRecords.AuditMark

    init(_ db: Database, previous: FleetRecords?) throws {
        self.db = db
        let newest = try AuditLog.newest(1, db).first
        mark = FleetRecords.AuditMark(
            count: try Int.fetchOne(db, sql: "SELECT count(*) FROM audit") ?? 0,
            seq: newest?.seq ?? 0, fingerprint: newest?.fingerprint ?? 0)
        if let previous, let newer = try ChangePages(db, after: previous.mark, mark) {
            self.newer = newer
            past = Set(previous.others)
            isGrowing = true
        } else {
            newer = try ChangePages(db, count: mark.count)
            past = []
            isGrowing = false
        }
        others = past.union(newer.objects)
    }
}

extension ChangeBook {
    /// Adds the changes of the tenant that was added last.
    mutating func add(_ slug: UnsafeRawBufferPointer, to writer: inout FleetRecords.Writer) throws {
        let object = Fingerprint(slug).value
        others.remove(object)
        // A name that comes back has older changes, which `previous` did not keep.
        if !writer.isKnown, past.contains(object) {
            let pages = try whole ?? ChangePages(db, count: mark.count)
            whole = pages
            return writer.addChanges(isGrowing: false) { pages.add(slug, to: &$0) }
        }
        writer.addChanges(isGrowing: isGrowing) { newer.add(slug, to: &$0) }
    }

    /// Returns the fingerprints of objects that have changes and are not tenants, after all tenants
    /// were added.
    func others(_ writer: FleetRecords.Writer) -> Set<UInt64> {
        isGrowing ? others.union(writer.gone) : others
    }
}
