import PuertoCore

/// Tells by name which entries of `content/` matter to a build.
enum ContentName {
    /// False for what editors leave next to a document while they work: `.a.md.swp`, `.#a.md`,
    /// `a.md~`, `4913`.
    static func matters(_ name: String) -> Bool {
        !name.hasPrefix(".") && !name.hasSuffix("~")
            && !name.utf8.allSatisfy { $0.isDigit }
    }

    static func isDocument(_ name: String) -> Bool { name.hasSuffix(".md") }
}
