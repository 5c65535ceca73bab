/// What a placeholder's hole needs: its name and how it was spelled.
struct PlaceholderUse: Sendable {
    let name: Int
    let hasSpaceBefore: Bool
    let hasSpaceAfter: Bool

    func spelling(_ name: String) -> String {
        "{{" + (hasSpaceBefore ? " " : "") + name + (hasSpaceAfter ? " " : "") + "}}"
    }
}
