/// Maps written heading levels to printed ones.
///
/// The smallest becomes the base. A heading is at most one level below the nearest higher heading
/// before it, so no level is left out.
struct HeadingLevels {
    let base: Int?
    private var open: [(written: Int, printed: Int)] = []
    private var smallest = 6

    init(base: Int?) { self.base = base.map { min(max($0, 1), 6) } }

    /// Registers a written level, before any is printed.
    mutating func survey(_ written: Int) { smallest = min(smallest, written) }

    mutating func level(_ written: Int) -> Int {
        guard let base else { return written }
        while let last = open.last, last.written >= written { open.removeLast() }
        let wanted = written - smallest + base
        let printed = min(wanted, (open.last?.printed ?? base - 1) + 1, 6)
        open.append((written, printed))
        return printed
    }
}
