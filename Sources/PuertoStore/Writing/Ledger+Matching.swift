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
    /// now: by the slug first, then where name and slot agree, then by a former slug with one of
    /// them. Throws `conflict` where a new slug looks like another name of a recorded client, since
    /// only an operator knows.
    func matches(_ declarations: [TenantDeclaration]) throws -> [DeclaredMatch] {
        let named = Set(declarations.map(\.slug))
        var free = records.values.filter { $0.id != 0 && !named.contains($0.tenant.slug) }
            .sorted { $0.id < $1.id }
        let former = try formerSlugs()
        var found: [Int: DeclaredMatch] = [:]
        for (index, declaration) in declarations.enumerated() {
            found[index] = records[declaration.slug].map {
                DeclaredMatch(declaration: declaration, old: $0)
            }
        }
        for isExact in [true, false] {
            for (index, declaration) in declarations.enumerated() where found[index] == nil {
                let before = former[declaration.slug.text] ?? []
                let old = free.first {
                    isExact
                        ? isSame(declaration, $0)
                        : before.contains($0.id) && isLike(declaration, $0)
                }
                guard let old, declaration.kind == .client else { continue }
                free.removeAll { $0.id == old.id }
                found[index] = match(declaration, old, isFormer: before.contains(old.id))
            }
        }
        try check(declarations, found, among: free, former)
        return declarations.enumerated().map { index, declaration in
            found[index] ?? DeclaredMatch(declaration: declaration, old: nil)
        }
    }

    private func match(
        _ declaration: TenantDeclaration, _ old: FleetSnapshot.Entry, isFormer: Bool
    ) -> DeclaredMatch {
        guard isFormer else { return DeclaredMatch(declaration: declaration, old: old) }
        let present = old.tenant.slug
        var renamed = declaration
        renamed.slug = present
        return DeclaredMatch(
            declaration: renamed, old: old,
            former: KeptField(
                name: "slug", recorded: present.text, declared: declaration.slug.text))
    }

    /// Throws the doubts of every declaration without a record. `free` are the clients that the
    /// file does not name.
    private func check(
        _ declarations: [TenantDeclaration], _ found: [Int: DeclaredMatch],
        among free: [FleetSnapshot.Entry], _ former: [String: [Int]]
    ) throws {
        var errors = ErrorCollector()
        let taken = declarations.filter { records[$0.slug].map { $0.id != 0 } ?? false }
        for (index, declaration) in declarations.enumerated() where found[index] == nil {
            guard declaration.kind == .client else { continue }
            _ = try errors.attempt {
                do {
                    try checkReuse(declaration, of: taken)
                    try checkNew(declaration, among: free, former)
                } catch let error as PuertoError {
                    throw declaration.place.map(error.at) ?? error
                }
            }
        }
        try errors.finish()
    }

    /// Throws `conflict` where the file may have given a client's slug to another one, and this new
    /// slug to the client: the other one would get its passwords and volumes.
    private func checkReuse(
        _ declaration: TenantDeclaration, of taken: [TenantDeclaration]
    ) throws {
        for other in taken {
            guard let old = records[other.slug] else { continue }
            let hasName = declaration.name == old.tenant.name && other.name != old.tenant.name
            guard hasName || hasPlace(declaration, of: old.tenant) else { continue }
            let (slug, present) = (declaration.slug, other.slug)
            throw PuertoError(
                .conflict,
                "'\(slug)' has the \(hasName ? "name" : "slot") of '\(present)', and the file has "
                    + "another client as '\(present)'",
                hint:
                    "the same client: puerto tenant edit \(present) --new-slug \(slug), and import "
                    + "again; another one: give it a \(hasName ? "name" : "slot") of its own"
            ).spanish(
                "'\(slug)' tiene \(hasName ? "el nombre" : "la ranura") de '\(present)', y el archivo tiene otro cliente como '\(present)'",
                hint:
                    "si es el mismo cliente: puerto tenant edit \(present) --new-slug \(slug), e importa otra vez; si es otro, dale \(hasName ? "un nombre propio" : "una ranura propia")"
            )
        }
    }

    private func checkNew(
        _ declaration: TenantDeclaration, among free: [FleetSnapshot.Entry],
        _ former: [String: [Int]]
    ) throws {
        let (slug, before) = (declaration.slug, former[declaration.slug.text] ?? [])
        if let present = free.first(where: { before.contains($0.id) })?.tenant.slug {
            throw PuertoError(
                .conflict, "'\(slug)' was the slug of '\(present)' before",
                hint: "the same client: write 'slug: \(present)'; another one: let the file "
                    + "name '\(present)' too"
            ).spanish(
                "'\(slug)' fue antes el nombre corto de '\(present)'",
                hint:
                    "si es el mismo cliente: escribe 'slug: \(present)'; si es otro, que el archivo nombre también a '\(present)'"
            )
        }
        guard let alike = free.first(where: { isLike(declaration, $0) })?.tenant else { return }
        let what = declaration.name == alike.name ? "name" : "slot"
        throw PuertoError(
            .conflict,
            "'\(slug)' has the \(what) of '\(alike.slug)', which the file does not name",
            hint: "the same client: puerto tenant edit \(alike.slug) --new-slug \(slug); "
                + "another one: give it a \(what) of its own"
        ).spanish(
            "'\(slug)' tiene \(what == "name" ? "el nombre" : "la ranura") de '\(alike.slug)', que el archivo no nombra",
            hint:
                "si es el mismo cliente: puerto tenant edit \(alike.slug) --new-slug \(slug); si es otro, dale \(what == "name" ? "un nombre propio" : "una ranura propia")"
        )
    }

    private func formerSlugs() throws -> [String: [Int]] {
        var found: [String: [Int]] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT slug, tenant FROM former_slug") {
            found[row[0], default: []].append(row[1])
        }
        return found
    }
}

extension Ledger {
    private func isSame(_ declaration: TenantDeclaration, _ record: FleetSnapshot.Entry) -> Bool {
        declaration.name == record.tenant.name && hasPlace(declaration, of: record.tenant)
    }

    private func isLike(_ declaration: TenantDeclaration, _ record: FleetSnapshot.Entry) -> Bool {
        declaration.name == record.tenant.name || hasPlace(declaration, of: record.tenant)
    }

    /// Tells whether the file names the slot that this tenant has. A file without a host means the
    /// first one.
    private func hasPlace(_ declaration: TenantDeclaration, of tenant: Tenant) -> Bool {
        declaration.slot == tenant.slot && (declaration.host ?? firstHost) == tenant.host
    }
}
