internal import PuertoCore

/// The place of a portal page: a language and a path below that language's root.
struct PagePath: Hashable, Sendable {
    let language: Language
    /// Tells whether it is the agency's own language, which lies at the root; any other one has a
    /// folder of its own.
    let isPrimary: Bool
    /// The path, as in `clients/acme.html`.
    let path: String
    /// The number of folders above it, below its language's root.
    let depth: Int

    init(language: Language, isPrimary: Bool, path: String) {
        self.language = language
        self.isPrimary = isPrimary
        self.path = path
        depth = path.utf8.count { $0 == UInt8(ascii: "/") }
    }

    /// The path below `public/`.
    var file: String { PortalPath.root(language, isPrimary: isPrimary) + path }

    /// The way from this page to the root of its language.
    var up: String { String(repeating: "../", count: depth) }

    /// The way from this page to `public/`.
    var root: String { up + (isPrimary ? "../" : "../../") }

    /// The way from this page to its counterpart in another language.
    func counterpart(in other: Language, isPrimary otherIsPrimary: Bool) -> String {
        up + (isPrimary ? "" : "../") + (otherIsPrimary ? "" : "\(other.rawValue)/") + path
    }
}
