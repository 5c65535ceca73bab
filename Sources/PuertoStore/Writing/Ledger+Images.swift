internal import GRDB
internal import PuertoCore

extension Ledger {
    /// Throws `conflict` for a PostgreSQL image of another major version than the client's data:
    /// such a server does not open them.
    func checkImages(_ tenant: Tenant, old: FleetSnapshot.Entry?) throws {
        guard let old, let image = tenant.stack.images[.postgres],
            image != old.tenant.stack.images[.postgres], let wanted = image.postgresMajor,
            let mark = try VolumeRows(db: db).marks(old.id)[.postgres], !mark.isGivenUp,
            let major = mark.major, major != wanted
        else { return }
        throw PuertoError.otherMajor(image, wanted, data: major, tenant.slug)
    }
}
