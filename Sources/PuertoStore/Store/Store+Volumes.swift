internal import GRDB
package import PuertoCore

extension Store {
    /// Records volumes that a login has seen filled. A mark stays as it is, unless its data were
    /// given up; `replacing` records the present database in place of another one, with a line of
    /// the history.
    package func markFilled(
        _ marks: [ServiceKind: VolumeMark], replacing: Bool = false, _ lease: Lease
    ) throws {
        try write { db in
            try renew(lease, db)
            try mark(marks, replacing: replacing, lease.tenant, lease.job.tenant, lease, db)
        }
    }

    /// Records volumes that a probe has seen filled. It replaces nothing.
    package func markFilled(_ marks: [ServiceKind: VolumeMark], of slug: Slug) throws {
        try write { db in
            let id = try FleetSnapshot(db, path).tenant(slug).id
            guard try JobRows(db: db).open(for: id) == nil else { return }
            let known = try VolumeRows(db: db).marks(id)
            for (kind, mark) in marks where known[kind]?.isGivenUp != true {
                let rows = VolumeRows(db: db)
                guard known[kind] == nil else { try rows.complete(mark, of: kind, id); continue }
                try rows.put(mark, of: kind, id)
            }
        }
    }

    /// Returns the clients that run and whose database is not known: an older version has made
    /// them.
    package func unmarkedClients() throws -> [Slug] {
        try read { db in
            let sql = """
                SELECT slug FROM tenant JOIN stack ON stack.tenant = tenant.id
                WHERE status = 'ready' AND applied NOT NULL AND tenant.id <> 0
                    AND NOT EXISTS (SELECT 1 FROM volume WHERE volume.tenant = tenant.id
                        AND service = 'postgres' AND system NOT NULL)
                ORDER BY slug
                """
            return try String.fetchAll(db, sql: sql).map { try Slug($0) }
        }
    }

    private func mark(
        _ marks: [ServiceKind: VolumeMark], replacing: Bool, _ tenant: Int, _ slug: Slug?,
        _ lease: Lease, _ db: Database
    ) throws {
        let rows = VolumeRows(db: db)
        let known = try rows.marks(tenant)
        for (kind, mark) in marks.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            if let old = known[kind], !old.isGivenUp {
                guard replacing, let system = old.system, system != mark.system else {
                    try rows.complete(mark, of: kind, tenant)
                    continue
                }
                try auditLog(db, .job(lease.job.id)).done(
                    "volume.replace", slug?.text ?? "",
                    [
                        "volume: \(mark.name)",
                        "system: \(system) → \(mark.system ?? "–")",
                    ])
            }
            if kind == .postgres, known[kind] != nil {
                try InstanceRows(db: db).forgetLeft(tenant)
            }
            try rows.put(mark, of: kind, tenant)
        }
    }

    /// Records that the stack file names every filled volume as one that Compose never makes.
    package func holdVolumes(_ lease: Lease) throws {
        try write { db in
            try renew(lease, db)
            try VolumeRows(db: db).hold(lease.tenant)
        }
    }

    /// Records that an operator has given up the data of volumes, by their names, so that they may
    /// be made anew.
    package func giveUpVolumes(_ volumes: [ServiceKind: String], _ lease: Lease) throws {
        try write { db in
            try renew(lease, db)
            let rows = VolumeRows(db: db)
            let (known, now) = (try rows.marks(lease.tenant), options.now())
            for (kind, name) in volumes.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                let old = known[kind]
                guard old?.isGivenUp != true else { continue }
                let mark =
                    old ?? VolumeMark(name: name, isSeen: false, filledAt: now)
                try rows.put(mark, of: kind, lease.tenant, givenUpAt: now)
                if kind == .postgres { try InstanceRows(db: db).forgetLeft(lease.tenant) }
                let filled = old.map { "\(Day(secondsSince1970: $0.filledAt))" } ?? "–"
                try auditLog(db, .job(lease.job.id)).done(
                    "volume.give-up", lease.job.tenant?.text ?? "",
                    ["volume: \(name)", "service: \(kind.rawValue)", "filled: \(filled)"])
            }
        }
    }

    /// Records the images that a stack is healthy with.
    package func setRunningImages(_ images: [ServiceKind: ImageReference], _ lease: Lease) throws {
        try write { db in
            try renew(lease, db)
            for (kind, image) in images where ServiceKind.pictured.contains(kind) {
                try VolumeRows(db: db).put(image, of: kind, lease.tenant)
            }
        }
    }
}

extension JobRequest {
    /// Throws `protected` when the request allows an older image and does not come from the command
    /// line, and `invalid` for an action that starts no image of its own choice.
    func checkDowngrade() throws {
        guard parameters.allowsDowngrade else { return }
        guard case .cli = actor else {
            throw PuertoError(
                .protected, "a downgrade is allowed at the command line only",
                hint: "puerto \(action.rawValue) SLUG --allow-downgrade"
            ).spanish(
                "solo desde la terminal se permite volver a una imagen anterior",
                hint: "puerto \(action.rawValue) CLIENTE --allow-downgrade")
        }
        switch action {
        case .provision, .resume, .reconcile, .upgrade: return
        case .suspend, .restart, .rotate, .archive, .build, .scripts:
            throw PuertoError(
                .invalid, "\(action.rawValue) starts no other image",
                hint: "provision, resume, reconcile and upgrade take --allow-downgrade"
            ).spanish(
                "\(action.rawValue) no pone en marcha otra imagen",
                hint: "provision, resume, reconcile y upgrade aceptan --allow-downgrade")
        }
    }
}

extension JobRequest {
    /// Throws `protected` when the request gives up data and does not come from the command line,
    /// and `invalid` for an action that starts no stack.
    func checkNewData() throws {
        guard parameters.newData else { return }
        guard case .cli = actor else {
            throw PuertoError(
                .protected, "data are given up at the command line only",
                hint: "puerto \(action.rawValue) SLUG --new-data"
            ).spanish(
                "solo desde la terminal se da por perdida la información de un cliente",
                hint: "puerto \(action.rawValue) CLIENTE --new-data")
        }
        guard action == .provision || action == .resume else {
            throw PuertoError(
                .invalid, "\(action.rawValue) makes no data volumes",
                hint: "provision and resume take --new-data"
            ).spanish(
                "\(action.rawValue) no crea volúmenes de datos",
                hint: "provision y resume aceptan --new-data")
        }
    }
}
