/// The data of an event for the reload script.
struct BuildNews: Encodable {
    let errors: [String]
    /// The number of errors that are not in the list.
    let more: Int
}
