/// What the reload script is told.
struct BuildNews: Encodable {
    let errors: [String]
    /// How many are not in the list.
    let more: Int
}
