internal import PuertoCore

/// Where links lead that some document has had before; one worker's.
final class LinkCache {
    private var known: [Key: Entry] = [:]

    struct Entry {
        let target: LinkTarget
        let inputs: [Input]
        /// The runbook that it leads to, if it is one.
        let mentions: [String]
    }

    private struct Key: Hashable {
        let destination: String
        let folder: String
        let language: Language
        let isForClients: Bool
    }

    /// A fleet's notes link a few dozen places; beyond this there is no pattern to learn.
    private static let most = 2048

    subscript(destination: String, reader: LinkResolver.Reader) -> Entry? {
        known[LinkCache.key(destination, reader)]
    }

    /// Places in the document itself are not the same for two documents.
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
