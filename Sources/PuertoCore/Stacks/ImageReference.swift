/// A pinned container image: one with the tag of a version, or a digest.
///
/// It is written `[registry/]name[:tag][@sha256:digest]`, as Docker writes it. Moving tags
/// (`latest`, `main`) and a missing tag are refused: with them any pull upgrades a client.
package struct ImageReference: Hashable, Sendable {
    package let text: String

    package static let moving: Set<String> = ["latest", "main", "master", "edge", "nightly", "dev"]

    /// Throws `invalid` with the offending value.
    package init(_ text: String) throws {
        let parts = Parts(text)
        guard let parts, parts.isWellFormed else {
            throw PuertoError(
                .invalid, "\(PuertoError.quote(text)) is not an image",
                hint: "as in postgres:16.9 or registry.example/windmill:1.743.0"
            ).spanish(
                "\(PuertoError.quote(text)) no es una imagen",
                hint: "como postgres:16.9 o registry.example/windmill:1.743.0")
        }
        guard parts.digest != nil || parts.tag.map({ !ImageReference.moving.contains($0) }) == true
        else {
            throw PuertoError(
                .invalid, "the image \(PuertoError.quote(text)) is not pinned",
                hint:
                    "name a version, as in postgres:16.9, or a digest: '\(parts.tag ?? "latest")' "
                    + "is another image tomorrow"
            ).spanish(
                "la imagen \(PuertoError.quote(text)) no tiene versión fija",
                hint:
                    "di una versión, como postgres:16.9, o un resumen: '\(parts.tag ?? "latest")' "
                    + "mañana es otra imagen")
        }
        self.text = text
    }

    /// Makes a reference from a text that was checked before.
    init(trusted text: String) { self.text = text }
}

extension ImageReference: CustomStringConvertible {
    package var description: String { text }
}

extension ImageReference {
    private struct Parts {
        let name: Substring
        let tag: String?
        let digest: Substring?

        init?(_ text: String) {
            guard !text.isEmpty, text.utf8.count <= 400, text.utf8.allSatisfy({ $0 < 0x80 }) else {
                return nil
            }
            let halves = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
            digest = halves.count == 2 ? halves[1] : nil
            let named = halves[0]
            // A colon before the last slash belongs to the registry's port.
            let start = named.lastIndex(of: "/") ?? named.startIndex
            if let colon = named[start...].firstIndex(of: ":") {
                name = named[..<colon]
                tag = String(named[named.index(after: colon)...])
            } else {
                name = named
                tag = nil
            }
        }

        var isWellFormed: Bool {
            let components = name.split(separator: "/", omittingEmptySubsequences: false)
            for (index, component) in components.enumerated() {
                let isRegistry = index == 0 && components.count > 1
                let isMore = { (byte: UInt8) in
                    isRegistry && (byte == 0x3A || byte.isUpperLetter)
                }
                guard ImageReference.isWord(component, isMore) else { return false }
            }
            if let tag {
                guard (1...128).contains(tag.utf8.count), tag.utf8.first != 0x2E,
                    ImageReference.isWord(tag[...], \.isUpperLetter)
                else { return false }
            }
            guard let digest else { return true }
            let hex = digest.dropFirst(7)
            return digest.hasPrefix("sha256:") && Hex.isLowerText(hex.utf8, count: 64)
        }
    }

    /// Accepts letters and digits, then also `. _ -` and the bytes that `more` accepts.
    private static func isWord(_ text: Substring, _ more: (UInt8) -> Bool) -> Bool {
        guard let first = text.utf8.first else { return false }
        func isInk(_ byte: UInt8) -> Bool { byte.isLowerAlphanumeric || more(byte) }
        return (isInk(first) || first == 0x5F)
            && text.utf8.allSatisfy { isInk($0) || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F }
    }
}
