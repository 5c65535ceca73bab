internal import PuertoCore

/// The targets of links that an earlier document has had. Each worker has one cache.
final class LinkCache {
    private var known: [Key: Entry] = [:]

    struct Entry {
        let target: LinkTarget
        let inputs: [Input]
        /// The runbook that it leads to, if it leads to one.
        let mentions: [String]
    }

    private struct Key: Hashable {
        let destination: String
        let folder: String
        let language: Language
        let isForClients: Bool
    }

    /// The limit of entries. A fleet's notes link a few dozen places; beyond this there is no
    /// pattern.
    private static let most = 2048

    subscript(destination: String, reader: LinkResolver.Reader) -> Entry? {
        known[LinkCache.key(destination, reader)]
    }

    /// Adds a link's target. An anchor in the document itself is left out, since it is another one
    /// in another document.
    func add(
        _ target: LinkTarget, _ inputs: [Input], for destination: String,
        _ reader: LinkResolver.Reader
    ) {
        guard known.count < LinkCache.most else { return }
        let key = LinkCache.key(destination, reader)
        switch target {
        case .anchor: break
        case .tenant: known[key] = Entry(target: target, inputs: inputs, mentions: [])
        case .runbook(let name, _):
            known[key] = Entry(target: target, inputs: inputs, mentions: [name])
        }
    }

    private static func key(_ destination: String, _ reader: LinkResolver.Reader) -> Key {
        Key(
            destination: destination, folder: reader.folder, language: reader.language,
            isForClients: reader.isForClients)
    }
}
