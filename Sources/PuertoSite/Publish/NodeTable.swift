internal import PuertoCore

/// The places of inputs in a manifest's nodes: a row for each kind and language, indexed by
/// argument.
struct NodeTable {
    private var rows: [[Int32]] = Array(
        repeating: [], count: Input.Kind.allCases.count * NodeTable.languages)

    private static let languages = Language.allCases.count

    init(_ nodes: [Manifest.NodeEntry]) {
        for (place, node) in nodes.enumerated() {
            if let input = Input(packed: node.input) { self[input] = UInt32(place) }
        }
    }

    subscript(input: Input) -> UInt32? {
        get {
            let row = NodeTable.row(of: input)
            let column = Int(input.argument)
            guard column < rows[row].count, rows[row][column] >= 0 else { return nil }
            return UInt32(rows[row][column])
        }
        set {
            let row = NodeTable.row(of: input)
            let column = Int(input.argument)
            let missing = column + 1 - rows[row].count
            if missing > 0 { rows[row] += [Int32](repeating: -1, count: missing) }
            rows[row][column] = newValue.map(Int32.init) ?? -1
        }
    }

    private static func row(of input: Input) -> Int {
        Int(input.kind.rawValue) * languages + Int(input.language)
    }
}
