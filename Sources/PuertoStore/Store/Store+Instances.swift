internal import GRDB
package import PuertoCore

extension Store {
    /// Returns the next value of an instance's secret. `seal` makes it when there is none: it is
    /// recorded before the server gets it, so that one of both works wherever a job is ended.
    package func nextInstanceSecret(
        _ field: InstanceSecret, _ lease: Lease,
        seal: (SecretPlace) throws -> SealedCredential
    ) throws -> StoredSecret {
        try write { db in
            try renew(lease, db)
            let rows = InstanceRows(db: db)
            if let there = try rows.stored(lease.tenant, field, isNext: true) { return there }
            let place = try rows.nextPlace(lease.tenant, field)
            let value = try seal(place)
            try rows.put(value, place, isNext: true, at: options.now())
            return StoredSecret(sealed: value.sealed, place: place)
        }
    }

    /// Puts the next value in place of the one in use, which is deleted. Doing so again changes
    /// nothing.
    package func promoteInstanceSecret(_ field: InstanceSecret, _ lease: Lease) throws {
        try write { db in
            try renew(lease, db)
            let rows = InstanceRows(db: db)
            guard try rows.stored(lease.tenant, field, isNext: true) != nil else { return }
            let old = try rows.fingerprint(lease.tenant, field)
            try rows.promote(lease.tenant, field)
            try noteInstanceSecret(field, insteadOf: old, lease, db)
        }
    }

    /// Records a value that the server has made, in place of all that were recorded.
    package func recordInstanceSecret(
        _ field: InstanceSecret, _ lease: Lease, seal: (SecretPlace) throws -> SealedCredential
    ) throws {
        try write { db in
            try renew(lease, db)
            let rows = InstanceRows(db: db)
            let old = try rows.fingerprint(lease.tenant, field)
            let place = try rows.nextPlace(lease.tenant, field)
            let value = try seal(place)
            for isNext in [false, true] { try rows.remove(lease.tenant, field, isNext: isNext) }
            try rows.put(value, place, isNext: false, at: options.now())
            try noteInstanceSecret(field, insteadOf: old, lease, db)
        }
    }

    private func noteInstanceSecret(
        _ field: InstanceSecret, insteadOf old: String?, _ lease: Lease, _ db: Database
    ) throws {
        let new = try InstanceRows(db: db).fingerprint(lease.tenant, field)
        try auditLog(db, .job(lease.job.id)).done(
            HistoryAction.instanceSecret.rawValue, lease.job.tenant?.text ?? "",
            ["secret: \(field.rawValue)", "fingerprint: \(old ?? "–") → \(new ?? "–")"])
    }
}

extension Store {
    /// Returns the id of the client's workspace. The first one that is asked for is recorded, and
    /// stays when the client gets another slug.
    package func instanceWorkspace(_ wanted: String, _ lease: Lease) throws -> String {
        try write { db in
            try renew(lease, db)
            let rows = InstanceRows(db: db)
            if let there = try rows.facts(lease.tenant).workspace { return there }
            try rows.setWorkspace(wanted, lease.tenant)
            return wanted
        }
    }

    /// Records the client's login, which was seen to work. `nil` withdraws the record, before
    /// anything of the login is changed.
    package func recordInstanceLogin(_ login: InstanceLogin?, _ lease: Lease) throws {
        try write { db in
            try renew(lease, db)
            let rows = InstanceRows(db: db)
            guard try rows.facts(lease.tenant).login != login else { return }
            try rows.setLogin(login, lease.tenant)
        }
    }

    /// Records that the stock login is gone from these data. Doing so again changes nothing.
    package func recordSecured(_ data: InstanceData, _ lease: Lease) throws {
        try write { db in
            try renew(lease, db)
            let rows = InstanceRows(db: db)
            guard try rows.facts(lease.tenant).secured != data else { return }
            try rows.setSecured(data, lease.tenant, at: options.now())
            try auditLog(db, .job(lease.job.id)).done(
                HistoryAction.instanceSecure.rawValue, lease.job.tenant?.text ?? "",
                ["system: \(data.system)", "database: \(data.database)"])
        }
    }

    /// Withdraws that the stock login is gone, where no recorded secret opens the instance.
    package func forgetSecured(_ lease: Lease) throws {
        try write { db in
            try renew(lease, db)
            let rows = InstanceRows(db: db)
            guard try rows.facts(lease.tenant).secured != nil else { return }
            try rows.setSecured(nil, lease.tenant, at: options.now())
        }
    }
}
