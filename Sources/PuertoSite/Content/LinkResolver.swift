internal import CommonMark
internal import PuertoCore

/// Turns links written to `.md` files into targets, and reports the ones that lead nowhere.
struct LinkResolver {
    let library: ContentLibrary
    /// The targets of earlier links; nearly all notes link the same few runbooks.
    var cache: LinkCache?

    /// The document whose links are looked at.
    struct Reader {
        /// The folder below `content/`.
        let folder: String
        let file: String
        let language: Language
        let isForClients: Bool
        /// The runbook's own name, or the tenant's slug.
        let name: String
    }
}

extension LinkResolver {
    /// Returns the document with its targets filled in; errors are added to those in `diagnostics`.
    func resolve(
        _ document: CompiledDocument, for reader: Reader, _ diagnostics: Diagnostics
    ) -> ResolvedDocument {
        var (resolved, diagnostics) = (document, diagnostics)
        var inputs: [Input] = []
        for (position, link) in document.document.links.enumerated() {
            do {
                if let known = cache?[link.destination, reader] {
                    resolved.targets[position] = known.target
                    inputs += known.inputs
                    diagnostics.mentions += known.mentions.filter { $0 != reader.name }
                    continue
                }
                let target = try target(of: link, in: document, for: reader)
                resolved.targets[position] = target
                inputs += input(target, reader)
                cache?.add(target, input(target, reader), for: link.destination, reader)
                if case .runbook(let name, _) = target, name != reader.name {
                    diagnostics.mentions.append(name)
                }
            } catch {
                diagnostics.report(error.at("\(reader.file):\(link.line)"))
            }
        }
        return ResolvedDocument(document: resolved, inputs: inputs, diagnostics: diagnostics)
    }

    /// The inputs of a link.
    private func input(_ target: LinkTarget, _ reader: Reader) -> [Input] {
        switch target {
        case .anchor: []
        case .runbook(let name, _):
            library.index(of: name).map {
                [Input(.outline, $0, language: reader.language.position)]
            } ?? []
        case .tenant(let slug, _): library.tenants[slug].map { [Input(.tenantExists, $0)] } ?? []
        }
    }

    /// The path, and the fragment that follows `#`.
    private static func parts(of destination: String) -> (path: String, fragment: String?) {
        guard let mark = destination.utf8.firstIndex(of: UInt8(ascii: "#")) else {
            return (destination, nil)
        }
        let rest = destination.utf8.index(after: mark)
        return (String(destination[..<mark]), String(destination[rest...]))
    }

    private func target(
        of link: MarkdownDocument.Link, in document: CompiledDocument, for reader: Reader
    ) throws(PuertoError) -> LinkTarget {
        let (path, fragment) = LinkResolver.parts(of: link.destination)
        guard !path.isEmpty else {
            return .anchor(try anchor(fragment ?? "", in: document, link))
        }
        let name = try documentName(path, link, from: reader)
        if name.folder == "tenants" { return try tenant(name.stem, fragment, link, for: reader) }
        return try runbook(name.stem, fragment, link, for: reader)
    }

    private func anchor(
        _ id: String, in compiled: CompiledDocument, _ link: MarkdownDocument.Link
    ) throws(PuertoError) -> String {
        // The author writes the id without the prefix that the page adds.
        let full = compiled.idPrefix + id
        guard compiled.document.ids.contains(full) else {
            let known = compiled.document.ids.map { String($0.dropFirst(compiled.idPrefix.count)) }
            throw PuertoError(
                .notFound, "broken anchor \(PuertoError.quote("#" + id))",
                hint: id.nearestHint(in: known)
            ).spanish(
                "ancla rota \(PuertoError.quote("#" + id))", hint: id.nearestHint(in: known, .es))
        }
        return full
    }

    private func documentName(
        _ path: String, _ link: MarkdownDocument.Link, from reader: Reader
    ) throws(PuertoError) -> (folder: String, stem: String) {
        let parts = LinkResolver.place(of: path, in: reader.folder)
        guard parts.count == 2, parts[1].hasSuffix(".md"),
            ["runbooks", "tenants"].contains(parts[0])
        else {
            throw PuertoError(
                .notFound, "broken link \(PuertoError.quote(link.destination))",
                hint: "links go to a .md file of content/runbooks or content/tenants, or to a URL"
            ).spanish(
                "enlace roto \(PuertoError.quote(link.destination))",
                hint: "los enlaces van a un .md de content/runbooks o content/tenants, o a una URL")
        }
        return (parts[0], ContentReader.stem(parts[1]).name)
    }

    /// The parts of a path below `content/`.
    private static func place(of path: String, in folder: String) -> [String] {
        let slash = UInt8(ascii: "/")
        // Nearly every link goes to a neighbour.
        guard path.utf8.contains(slash) else {
            return path == "." || path == ".." ? [] : [folder, path]
        }
        var parts = [folder]
        for part in path.utf8.split(separator: slash, omittingEmptySubsequences: false) {
            let part = String(Substring(part))
            if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(part) }
        }
        return parts
    }

    private func tenant(
        _ slug: String, _ fragment: String?, _ link: MarkdownDocument.Link, for reader: Reader
    ) throws(PuertoError) -> LinkTarget {
        guard !reader.isForClients else {
            throw PuertoError(
                .invalid, "link \(PuertoError.quote(link.destination)) in a document for clients",
                hint: "a client's page leads to no operator page: remove the link"
            ).spanish(
                "enlace \(PuertoError.quote(link.destination)) en un documento para clientes",
                hint: "la página de un cliente no lleva a páginas del operador: quita el enlace")
        }
        guard library.tenants[slug] != nil else {
            throw PuertoError(
                .notFound, "broken link \(PuertoError.quote(link.destination))",
                hint: slug.nearestHint(in: library.tenants.all.keys)
            ).spanish(
                "enlace roto \(PuertoError.quote(link.destination))",
                hint: slug.nearestHint(in: library.tenants.all.keys, .es))
        }
        return .tenant(slug, fragment: fragment)
    }

    private func runbook(
        _ name: String, _ fragment: String?, _ link: MarkdownDocument.Link, for reader: Reader
    ) throws(PuertoError) -> LinkTarget {
        guard let runbook = library.runbook(named: name), let text = runbook.text(reader.language)
        else {
            throw PuertoError(
                .notFound, "broken link \(PuertoError.quote(link.destination))",
                hint: name.nearestHint(in: library.runbooks.map(\.name))
            ).spanish(
                "enlace roto \(PuertoError.quote(link.destination))",
                hint: name.nearestHint(in: library.runbooks.map(\.name), .es))
        }
        guard !reader.isForClients || runbook.isForClients else {
            throw PuertoError(
                .invalid, "link to the operator's runbook '\(name)' in a document for clients",
                hint: "remove the link, or give '\(name)' the audience both"
            ).spanish(
                "enlace al manual '\(name)', del operador, en un documento para clientes",
                hint: "quita el enlace, o da a '\(name)' la audience both")
        }
        if let fragment, !text.document.document.ids.contains(fragment) {
            throw PuertoError(
                .notFound, "broken anchor \(PuertoError.quote("#" + fragment)) in \(text.file)",
                hint: fragment.nearestHint(in: text.document.document.ids)
            ).spanish(
                "ancla rota \(PuertoError.quote("#" + fragment)) en \(text.file)",
                hint: fragment.nearestHint(in: text.document.document.ids, .es))
        }
        return .runbook(name, fragment: fragment)
    }
}
