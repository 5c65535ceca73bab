internal import Hypertext

/// Finished markup with holes in it.
struct Template: Sendable {
    let bytes: [UInt8]
    let holes: [Hole]
}

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

/// What a placeholder's hole needs: its name and how it was spelled.
struct PlaceholderUse: Sendable {
    let name: Int
    let hasSpaceBefore: Bool
    let hasSpaceAfter: Bool

    func spelling(_ name: String) -> String {
        "{{" + (hasSpaceBefore ? " " : "") + name + (hasSpaceAfter ? " " : "") + "}}"
    }
}

extension Template {
    func render(into out: inout HTML, _ filling: Filling) {
        guard !holes.isEmpty else { return out.append(raw: bytes) }
        var start = 0
        for hole in holes {
            out.append(raw: bytes[start..<hole.offset])
            filling.fill(hole, into: &out)
            start = hole.offset
        }
        out.append(raw: bytes[start...])
    }
}
