package import Windmill

/// The client's workspace.
package struct WantedWorkspace: Sendable {
    package let id: WorkspaceID
    /// The name for people, at most 50 characters long.
    package let name: String

    /// Makes the name one clean line and cuts it between two characters. An empty one becomes the
    /// id.
    package init(id: WorkspaceID, name: String) {
        self.id = id
        let cut = Self.cut(CleanText.line(name, atMost: 200))
        self.name = cut.isEmpty ? id.text : cut
    }

    /// The database counts code points, of which a character that a person sees may have several.
    private static func cut(_ name: String) -> String {
        var cut = ""
        for character in name {
            guard cut.unicodeScalars.count + character.unicodeScalars.count <= 50 else { break }
            cut.append(character)
        }
        while cut.last == " " { cut.removeLast() }
        return cut
    }
}
