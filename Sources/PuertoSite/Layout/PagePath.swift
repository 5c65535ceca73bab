internal import PuertoCore

/// Where a portal page lies: a language and a path below that language's root.
struct PagePath: Hashable, Sendable {
    let language: Language
    /// The agency's own language lies at the root, any other one in a folder of its own.
    let isPrimary: Bool
    /// As in `clients/acme.html`.
    let path: String
    /// Folders above it, below its language's root.
    let depth: Int

    init(language: Language, isPrimary: Bool, path: String) {
        self.language = language
        self.isPrimary = isPrimary
        self.path = path
        depth = path.utf8.count { $0 == UInt8(ascii: "/") }
    }

    /// Below `public/`.
    var file: String { PortalPath.root(language, isPrimary: isPrimary) + path }

    /// From this page to the root of its language.
    var up: String { String(repeating: "../", count: depth) }

    /// From this page to `public/`.
    var root: String { up + (isPrimary ? "../" : "../../") }

    /// From this page to its counterpart in another language.
    func counterpart(in other: Language, isPrimary otherIsPrimary: Bool) -> String {
        up + (isPrimary ? "" : "../") + (otherIsPrimary ? "" : "\(other.rawValue)/") + path
    }
}
