package import PuertoCore

/// Lists what an engine has of a workspace, by labels: it may know clients that the records do not.
package struct WorkspaceObjects: Hashable, Sendable {
    /// Containers, networks and volumes of clients, in this order.
    package let all: [Object]
    package let marks: [EngineMark]

    package struct Object: Hashable, Sendable {
        package let kind: Kind
        package let name: String
        /// The number of the client.
        package let tenant: Int
        package let slug: String
        /// The folder in which Compose made a container; empty for another object.
        package let folder: String

        package enum Kind: String, Sendable {
            case container, network, volume

            /// Its word in Spanish, with the article.
            package var spanish: String {
                switch self {
                case .container: "el contenedor"
                case .network: "la red"
                case .volume: "el volumen"
                }
            }
        }
    }
}

extension WorkspaceObjects {
    /// The number of jobs that have changed the engine; `nil` without a mark.
    package var changes: Int? { marks.map(\.count).max() }

    /// The highest number of a client; 0 without any.
    package var highest: Int { all.map(\.tenant).max() ?? 0 }

    /// The first object with a client's number that carries the slug of another one.
    package func stranger(to identity: StackIdentity) -> Object? {
        all.first { $0.tenant == identity.tenant && !identity.isCalled($0.slug) }
    }

    /// Names a client by the slug that all of its containers have, else by the first one of its
    /// objects that is not `known`. The other slugs are former ones: volumes keep the one that they
    /// were made with. Returns `nil` when no object has a slug that is not `known`, and throws
    /// `invalid` for one that is no slug.
    package func names(of number: Int, besides known: [String]) throws
        -> (slug: Slug, former: Set<Slug>)?
    {
        let own = all.filter { $0.tenant == number }
        // An object without a slug counts as the number's.
        let isUnknown = { (object: Object) in
            !known.contains(object.slug) && (known.isEmpty || !object.slug.isEmpty)
        }
        guard let unknown = own.first(where: isUnknown) else { return nil }
        let current = Set(own.filter { $0.kind == .container }.map(\.slug)).subtracting([""])
        let agreed = current.count == 1 ? current.first : nil
        let slug = try Slug(agreed ?? unknown.slug)
        return (slug, Set(own.compactMap { try? Slug($0.slug) }).subtracting([slug]))
    }
}

extension ContainerEngine {
    /// Lists what the engine has of a workspace.
    package func objects(of workspace: String) async throws -> WorkspaceObjects {
        async let containers = rows(docker.containerObjects(ofWorkspace: workspace))
        async let networks = rows(docker.networkObjects(ofWorkspace: workspace))
        async let volumes = rows(docker.volumeObjects(ofWorkspace: workspace))
        typealias Object = WorkspaceObjects.Object
        let (first, second, third) = try await (containers, networks, volumes)
        return WorkspaceObjects(
            all: first.compactMap { Object(.container, $0) }
                + second.compactMap { Object(.network, $0) }
                + third.compactMap { Object(.volume, $0) },
            marks: third.compactMap { row in
                // A false label must not bring the records' count to its end.
                guard row.count == 4, row[1].isEmpty, let count = Int32(row[3]).map(Int.init) else {
                    return nil
                }
                let mark = EngineMark(workspace: workspace, count: count)
                return mark.name == row[0] ? mark : nil
            })
    }

    private func rows(_ listing: Command) async throws -> [[String]] {
        try await ask(listing).split(separator: "\n").map { line in
            line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
    }
}

extension WorkspaceObjects.Object {
    /// `nil` for an object without a client's number.
    fileprivate init?(_ kind: Kind, _ row: [String]) {
        guard row.count >= 3, let tenant = Int(row[1]), StackIdentity.numbers.contains(tenant)
        else { return nil }
        self.init(
            kind: kind, name: row[0], tenant: tenant, slug: row[2],
            folder: kind == .container && row.count > 3 ? row[3] : "")
    }
}
