internal import PuertoCore

extension Site {
    /// Throws `conflict` if the portal can be logged in to at a tenant's host name.
    func checkPortalName() throws {
        guard let web = configuration.web else { return }
        try PortalName(web, configuration.url)
            .check(records, configuration.hosts, canRename: true)
    }

    /// Warns of a client whose slug was given before it became the portal's own name.
    func nameWarnings() -> [PuertoError] {
        guard let slug = try? Slug(HostName.portalLabel), let index = records.index(of: slug),
            records.line(index).kind == .client
        else { return [] }
        return [
            PuertoError(
                .conflict, "the client '\(slug)' has the portal's own name",
                hint: "puerto tenant edit \(slug) --new-slug NAME gives it another one",
                place: "puerto.yaml"
            ).spanish(
                "el cliente '\(slug)' tiene el nombre del portal",
                hint: "puerto tenant edit \(slug) --new-slug NOMBRE le da otro")
        ]
    }
}
