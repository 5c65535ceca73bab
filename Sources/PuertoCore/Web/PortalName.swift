/// The rule that no tenant's application has the portal's host name.
///
/// One click on a link would otherwise give that tenant's server the operator's session: browsers
/// send the cookies of a name to all of its ports, `__Host-` and TLS included.
package struct PortalName: Sendable {
    private let name: HostName
    private let origin: String
    private let url: AppURL

    package init(_ web: WebSettings, _ url: AppURL) {
        self.init(name: web.hostName, origin: web.origin, url: url)
    }

    private init(name: HostName, origin: String, url: AppURL) {
        self.name = name
        self.origin = origin
        self.url = url
    }
}

extension PortalName {
    /// Throws `conflict` if a tenant of the records has the portal's host name. `canRename` says
    /// whether a verb could give that tenant another slug meanwhile.
    package func check(_ records: FleetRecords, _ hosts: [Host], canRename: Bool) throws {
        guard let (line, isBySlug) = holder(records, hosts) else { return }
        let rename =
            canRename && isBySlug && line.kind == .client
            ? ", or another slug: puerto tenant edit \(line.slug) --new-slug NAME" : ""
        throw PuertoError(
            .conflict,
            "the portal has the host name '\(name.text)', and so has the application of "
                + "'\(line.slug)', which would get the operators' cookies",
            hint: "choose another name for web.url in puerto.yaml, as in "
                + proposal(records, hosts) + rename
        ).spanish(
            "el portal tiene el nombre '\(name.text)', y también la aplicación de '\(line.slug)', que "
                + "recibiría las cookies de los operadores",
            hint: "elige otro nombre en web.url de puerto.yaml, como \(proposal(records, hosts))"
                + (rename.isEmpty
                    ? ""
                    : ", u otro identificador: puerto tenant edit \(line.slug) --new-slug NOMBRE"))
    }

    /// Throws `conflict` if a tenant that is recorded now would have the portal's host name.
    package func check(_ tenant: Tenant, on host: Host?) throws {
        guard HostName(of: url.url(of: tenant, host: host)) == name else { return }
        throw PuertoError(
            .conflict,
            "the address of '\(tenant.slug)' would have the portal's host name, '\(name.text)'",
            hint: "choose another slug, or another name for web.url in puerto.yaml"
        ).spanish(
            "la dirección de '\(tenant.slug)' tendría el nombre del portal, '\(name.text)'",
            hint: "elige otro identificador, u otro nombre en web.url de puerto.yaml")
    }
}

extension PortalName {
    /// Finds the tenant with the portal's name; the second value says whether it has it by its slug.
    private func holder(_ records: FleetRecords, _ hosts: [Host]) -> (TenantLine, Bool)? {
        for host in hosts {
            let names = url.names(on: host)
            let found: TenantLine? =
                switch names {
                case .shared(let shared):
                    shared == name ? first(records) { $0.host == host.name } : nil
                case .bySlug(let before, let after):
                    slug(between: before, after).flatMap(records.index(of:)).map(records.line)
                        .flatMap { isHeld(by: $0, host) ? $0 : nil }
                case .other: first(records) { isHeld(by: $0, host) }
                }
            if let found { return (found, names != .shared(name)) }
        }
        return nil
    }

    private func isHeld(by line: TenantLine, _ host: Host) -> Bool {
        line.host == host.name && HostName(of: url.url(of: line, host: host)) == name
    }

    private func first(_ records: FleetRecords, where isMeant: (TenantLine) -> Bool) -> TenantLine?
    {
        (0..<records.count).lazy.map(records.line).first(where: isMeant)
    }

    private func slug(between before: String, _ after: String) -> Slug? {
        guard name.text.utf8.count > before.utf8.count + after.utf8.count,
            name.text.hasPrefix(before), name.text.hasSuffix(after)
        else { return nil }
        let middle = name.text.dropFirst(before.utf8.count).dropLast(after.utf8.count)
        return try? Slug(String(middle))
    }

    /// An origin like the portal's with a name that no tenant has.
    private func proposal(_ records: FleetRecords, _ hosts: [Host]) -> String {
        let parts = origin.split(separator: ":", maxSplits: 2)
        let tail = parts.count == 3 ? ":\(parts[2])" : ""
        let labels = name.text.split(separator: ".")
        let parent =
            name.isMachine
            ? HostName.machine : labels.dropFirst(labels.count > 2 ? 1 : 0).joined(separator: ".")
        let domain = name.isBelowLocalhost ? HostName.machine : parent
        let names = [HostName.portalLabel, "portal", "operador", "fleet"].map {
            HostName(authority: "\($0).\(domain)")
        }
        let free = names.first { name in
            PortalName(name: name, origin: origin, url: url).holder(records, hosts) == nil
        }
        return "\(parts[0])://\((free ?? .portal).text)\(tail)"
    }
}
