/// The placeholders that a document prints: their names, uses and places in the source.
struct PlaceholderRegister {
    /// The distinct names, in order of first use.
    private(set) var names: [String] = []
    private(set) var uses: [PlaceholderUse] = []
    /// The places, parallel to `uses`.
    private(set) var places: [MarkdownDocument.Placeholder] = []

    private var indexOfName: [String: Int] = [:]
    /// The index in `uses` of each marker that has been printed; -1 for the others.
    private var useOfMarker: [Int]

    init(markerCount: Int) { useOfMarker = Array(repeating: -1, count: markerCount) }
}

extension PlaceholderRegister {
    /// The use that marker `number` stands for. It is counted once however often it is printed.
    mutating func use(of number: Int, in source: PreparedSource, _ lines: LineMap) -> Int {
        if useOfMarker[number] >= 0 { return useOfMarker[number] }
        let marker = source.markers[number]
        let name = String(decoding: source.original[marker.name], as: UTF8.self)
        places.append(MarkdownDocument.Placeholder(name: name, line: lines.line(of: marker)))
        uses.append(
            PlaceholderUse(
                name: index(of: name),
                hasSpaceBefore: source.original[marker.name.lowerBound - 1] == 0x20,
                hasSpaceAfter: source.original[marker.name.upperBound] == 0x20))
        useOfMarker[number] = uses.count - 1
        return uses.count - 1
    }

    /// The placeholder of a use as it was written.
    func spelling(of use: Int) -> String { uses[use].spelling(names[uses[use].name]) }

    private mutating func index(of name: String) -> Int {
        if let index = indexOfName[name] { return index }
        names.append(name)
        indexOfName[name] = names.count - 1
        return names.count - 1
    }
}
