/// A place in a template that is filled anew each time.
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

    /// The bytes of the template that stand before it.
    let offset: Int
    let kind: Kind
    let index: Int
}
