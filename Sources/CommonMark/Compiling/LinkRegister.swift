/// The destinations that are filled in anew at each rendering.
struct LinkRegister {
    /// The relative ones.
    private(set) var links: [MarkdownDocument.Link] = []
    /// The ones with placeholders in them.
    private(set) var destinations: [Destination] = []

    /// Returns the index of the new link.
    mutating func add(_ link: MarkdownDocument.Link) -> Int {
        links.append(link)
        return links.count - 1
    }

    /// Returns the index of the new destination.
    mutating func add(_ destination: Destination) -> Int {
        destinations.append(destination)
        return destinations.count - 1
    }
}
