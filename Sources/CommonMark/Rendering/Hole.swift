/// A place in a template that every rendering fills.
struct Hole: Sendable {
    enum Kind: UInt8, Sendable {
        /// The value of a use, in an element.
        case text
        /// The value of a use, in an attribute.
        case attribute
        /// A relative destination.
        case link
        /// A destination with placeholders in it.
        case destination
    }

    /// The number of the template's bytes before it.
    let offset: Int
    let kind: Kind
    let index: Int
}
