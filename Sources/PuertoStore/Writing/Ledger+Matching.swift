internal import GRDB
internal import PuertoCore

/// The record that a file's declaration is about.
struct DeclaredMatch {
    /// With the slug that the record is to have.
    let declaration: TenantDeclaration
    /// `nil` for a new client.
    let old: FleetSnapshot.Entry?
    /// The former slug that the file still has; the record keeps its present one.
    var former: KeptField?
}

extension Ledger {
    /// Finds the record of each declaration, also where the file or the record has another slug by
    /// now. Throws `conflict` where a new slug looks like another name of a recorded client, since
    /// only an operator knows.
    func matches(_ declarations: [TenantDeclaration]) throws -> [DeclaredMatch] {
        let named = Set(declarations.map(\.slug))
        var free = records.values.filter { $0.id != 0 && !named.contains($0.tenant.slug) }
        let former = try formerSlugs()
        var errors = ErrorCollector()
        var matches: [DeclaredMatch] = []
        for declaration in declarations {
            if let old = records[declaration.slug] {
                matches.append(DeclaredMatch(declaration: declaration, old: old))
                continue
            }
            let match = try errors.attempt {
                do { return try self.match(declaration, among: free, former) } catch let error
                    as PuertoError
                {
                    throw declaration.place.map(error.at) ?? error
                }
            }
            guard let match else { continue }
            free.removeAll { $0.id == match.old?.id }
            matches.append(match)
        }
        try errors.finish()
        return matches
    }

    /// `free` are the clients that the file does not name.
    private func match(
        _ declaration: TenantDeclaration, among free: [FleetSnapshot.Entry],
        _ former: [String: [Int]]
    ) throws -> DeclaredMatch {
        let slug = declaration.slug
        let before = former[slug.text] ?? []
        if let old = free.first(where: { before.contains($0.id) }) {
            let present = old.tenant.slug
            guard declaration.name == old.tenant.name || declaration.hasPlace(of: old.tenant) else {
                throw PuertoError(
                    .conflict, "'\(slug)' was the slug of '\(present)' before",
                    hint: "the same client: write 'slug: \(present)'; another one: let the file "
                        + "name '\(present)' too")
            }
            var renamed = declaration
            renamed.slug = present
            return DeclaredMatch(
                declaration: renamed, old: old,
                former: KeptField(name: "slug", recorded: present.text, declared: slug.text))
        }
        let alike = free.first {
            $0.tenant.name == declaration.name || declaration.hasPlace(of: $0.tenant)
        }
        guard let alike, declaration.kind == .client else {
            return DeclaredMatch(declaration: declaration, old: nil)
        }
        guard declaration.name == alike.tenant.name, declaration.hasPlace(of: alike.tenant) else {
            let what = declaration.name == alike.tenant.name ? "name" : "slot"
            throw PuertoError(
                .conflict,
                "'\(slug)' has the \(what) of '\(alike.tenant.slug)', which the file does not name",
                hint:
                    "the same client: puerto tenant edit \(alike.tenant.slug) --new-slug \(slug); "
                    + "another one: give it a \(what) of its own")
        }
        return DeclaredMatch(declaration: declaration, old: alike)
    }

    private func formerSlugs() throws -> [String: [Int]] {
        var found: [String: [Int]] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT slug, tenant FROM former_slug") {
            found[row[0], default: []].append(row[1])
        }
        return found
    }
}

extension TenantDeclaration {
    /// Tells whether the file names the slot that this tenant has.
    fileprivate func hasPlace(of tenant: Tenant) -> Bool {
        slot == tenant.slot && (host == nil || host == tenant.host)
    }
}
