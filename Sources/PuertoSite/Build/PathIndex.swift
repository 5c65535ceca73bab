internal import PuertoCore

/// Finds pages by their path; two paths with one 64-bit fingerprint count as one path.
struct PathIndex: Sendable {
    private let slots: [UInt32]
    private let prints: [UInt64]
    private let mask: Int
    /// The first page whose path an earlier page has too.
    let double: Int?

    /// `prints` are the paths' fingerprints, in the pages' order.
    init(_ prints: [UInt64]) {
        var size = 16
        while size < prints.count * 2 { size *= 2 }
        var slots = [UInt32](repeating: 0, count: size)
        var double: Int?
        for (index, print) in prints.enumerated() {
            var slot = Int(truncatingIfNeeded: print) & (size - 1)
            while slots[slot] != 0, prints[Int(slots[slot]) - 1] != print {
                slot = (slot + 1) & (size - 1)
            }
            if slots[slot] != 0 { double = double ?? index }
            slots[slot] = UInt32(index + 1)
        }
        self.slots = slots
        self.prints = prints
        self.double = double
        mask = size - 1
    }

    func find(_ print: UInt64) -> Int? {
        var slot = Int(truncatingIfNeeded: print) & mask
        while slots[slot] != 0 {
            let index = Int(slots[slot]) - 1
            if prints[index] == print { return index }
            slot = (slot + 1) & mask
        }
        return nil
    }

    static func print(of path: String) -> UInt64 {
        var path = path
        return path.withUTF8 { print(of: UnsafeRawBufferPointer($0)) }
    }

    static func print(of path: UnsafeRawBufferPointer) -> UInt64 {
        var print = Fingerprint()
        print.add(path)
        return print.value
    }
}
