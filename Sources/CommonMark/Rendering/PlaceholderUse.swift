/// One use of a placeholder: its name and its spelling.
struct PlaceholderUse: Sendable {
    /// The index of the name.
    let name: Int
    let hasSpaceBefore: Bool
    let hasSpaceAfter: Bool

    func spelling(_ name: String) -> String {
        "{{" + (hasSpaceBefore ? " " : "") + name + (hasSpaceAfter ? " " : "") + "}}"
    }
}
