internal import Crypto
internal import Windmill

extension Layout {
    /// SHA-256, in hex, over all items. Taken before placeholders are filled, it is the same for
    /// all clients with the same files, and no value of a record is in it.
    package var version: String {
        var hash = SHA256()
        for (key, item) in items.sorted(by: { $0.key < $1.key }) {
            var text = key.description + "\n"
            JSONText.append(.object(item.fields), to: &text)
            hash.update(data: Array((text + "\n").utf8))
        }
        return hash.finalize().map { String(UInt16($0) + 256, radix: 16).dropFirst() }.joined()
    }

    /// Returns the items whose present form is not the one that was pushed last. Those that are
    /// only made, and secrets that the workspace alone knows, are none of them.
    package func unpushed(_ state: PushedState, _ digests: DigestKey) -> [ItemKey] {
        items.filter { !$1.isLeftAlone && state.items[$0]?.sent != digests.digest(of: $1) }
            .keys.sorted()
    }
}
