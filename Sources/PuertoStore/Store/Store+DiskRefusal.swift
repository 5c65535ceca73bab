internal import GRDB
package import PuertoCore

extension Store {
    /// Throws `exhausted` for an action that would make a client work more whose data are above its
    /// plan. A measurement that is too old refuses nothing.
    package func checkDisk(_ action: Action, _ slug: Slug) throws {
        guard action.isNewWork else { return }
        try read { db in
            let records = try FleetSnapshot(db, path)
            try checkDisk(action, records.tenant(slug), records, db)
        }
    }

    func checkDisk(
        _ action: Action, _ entry: FleetSnapshot.Entry, _ records: FleetSnapshot, _ db: Database
    ) throws {
        guard action.isNewWork, let limit = records.diskLimit(of: entry.tenant),
            let use = try DiskRows(db: db).use(of: entry.id),
            use.freshness(now: options.now()) == .fresh, use.state(limit: limit) == .full
        else { return }
        let (slug, plan) = (entry.tenant.slug, entry.tenant.plan ?? "")
        let bigger = records.all.plans
            .filter { plan in plan.limits.diskGB.map { $0 << 10 > use.total } ?? true }
            .min { $0.limits.diskGB ?? .max < $1.limits.diskGB ?? .max }
        func way(_ l: Language) -> String {
            bigger.map {
                l("dale un plan mayor", "give it a bigger plan")
                    + " (puerto tenant edit \(slug) --plan \($0.id))"
            }
                ?? l(
                    "aumenta disk_gb de su plan en puerto.yaml",
                    "raise its plan's disk_gb in puerto.yaml")
        }
        func sizes(_ locale: RegionalLocale) -> (all: String, data: String, own: String) {
            (
                DiskText.share(use.total, of: limit, locale), DiskText.size(use.volumes, locale),
                DiskText.size(use.layers, locale)
            )
        }
        let (en, es) = (sizes(.usual(.en)), sizes(.usual(.es)))
        // Nothing can be deleted at servers that are down.
        let isDown = entry.tenant.status == .suspended || entry.tenant.status == .archived
        let less =
            isDown ? "" : ", or delete some of its data and measure again: puerto disk --measure"
        let menos =
            isDown ? "" : ", o borra parte de sus datos y mide otra vez: puerto disk --measure"
        throw PuertoError(
            .exhausted,
            "'\(slug)' takes \(en.all) of the disk of its plan '\(plan)', \(en.data) in volumes and "
                + "\(en.own) in containers: no \(action.rawValue) for it now",
            hint: way(.en) + less
        ).spanish(
            "'\(slug)' ocupa \(es.all) del disco de su plan '\(plan)', \(es.data) en volúmenes y "
                + "\(es.own) en contenedores: ahora no cabe «\(action.word(.es))»",
            hint: way(.es) + menos)
    }
}
