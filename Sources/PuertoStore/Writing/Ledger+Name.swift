internal import PuertoCore

extension Ledger {
    /// Throws if a tenant that is new, or gets another address, would have the portal's own name or
    /// host name.
    func checkName(_ tenant: Tenant, old: Tenant?) throws {
        if tenant.slug.text == HostName.portalLabel, old?.slug != tenant.slug {
            throw PuertoError(
                .invalid, "'\(tenant.slug)' cannot be a slug",
                hint: "it is the portal's own name; choose another one, as in \(tenant.slug)-sa"
            ).spanish(
                "'\(tenant.slug)' no puede ser un identificador",
                hint: "así se llama el propio portal; elige otro, como \(tenant.slug)-sa")
        }
        let isMoved =
            old?.slug != tenant.slug || old?.host != tenant.host || old?.slot != tenant.slot
        if isMoved { try portalName?.check(tenant, on: addresses[tenant.host]) }
    }
}
