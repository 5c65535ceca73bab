import Foundation

/// Returns a part of a long matrix in its order, at least one entry: all of it, or what the seed
/// `PUERTO_SAMPLE` of the environment chooses, as the Python suites do. The same seed chooses the same
/// part. `matrix` names it, so that each gets a choice of its own; `share` is 0.0 to 1.0.
package func sample<Entry>(_ all: [Entry], _ matrix: String, share: Double) -> [Entry] {
    guard let seed = ProcessInfo.processInfo.environment["PUERTO_SAMPLE"], !seed.isEmpty else {
        return all
    }
    let ranked = all.indices.sorted {
        (digest("\(seed) \(matrix) \($0)"), $0) < (digest("\(seed) \(matrix) \($1)"), $1)
    }
    let count = max(1, Int((Double(all.count) * share).rounded()))
    return ranked.prefix(count).sorted().map { all[$0] }
}

/// FNV-1a of 64 bits, and a mix of its bits, since the texts differ in their last letters alone.
private func digest(_ text: String) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    hash = (hash ^ (hash >> 33)) &* 0xff51_afd7_ed55_8ccd
    return hash ^ (hash >> 33)
}
