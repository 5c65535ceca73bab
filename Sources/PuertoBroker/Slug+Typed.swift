internal import PuertoCore

extension Slug {
    /// Finds the tenant that a person typed: by slug, then by name, in any case, then by the slug
    /// that the text would give. Throws `notFound`, and `conflict` where several have the name.
    init(typed text: String, among tenants: [Tenant]) throws {
        let folded = text.lowercased()
        let proposed = try? Slug.proposed(for: text)
        let ways: [(Tenant) -> Bool] = [
            { $0.slug.text == text }, { $0.name == text }, { $0.slug.text == folded },
            { $0.name.lowercased() == folded }, { $0.slug == proposed },
        ]
        let found = ways.lazy.map { tenants.filter($0) }.first { !$0.isEmpty } ?? []
        guard let first = found.first else {
            throw PuertoError(.notFound, "there is no such client")
                .spanish("no existe ese cliente")
        }
        guard found.count == 1 else {
            let slugs = found.map(\.slug.text).sorted().joined(separator: ", ")
            throw PuertoError(
                .conflict, "\(found.count) clients are called \(PuertoError.quote(text))",
                hint: "type a slug: \(slugs)"
            ).spanish(
                "\(found.count) clientes se llaman \(PuertoError.quote(text))",
                hint: "escribe un identificador: \(slugs)")
        }
        self = first.slug
    }
}
