internal import PuertoCore

/// Finds duplicate names in a list.
struct Doubles {
    private let what: String
    private var lines: [String: Int] = [:]

    init(_ what: String) { self.what = what }

    /// Throws `conflict` at the second place, naming the first.
    mutating func add(_ name: String, _ value: YAMLValue) throws {
        if let first = lines.updateValue(value.line, forKey: name) {
            throw PuertoError(
                .conflict, "\(what) \(PuertoError.quote(name)) is there twice",
                hint: "the first one is in line \(first)", place: value.place)
        }
    }
}
