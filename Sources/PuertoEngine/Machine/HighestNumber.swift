internal import PuertoCore

/// The file `stacks/.highest`: the highest number of a client that had a stack here. It outlives
/// the records, which may be put back from an older copy.
package enum HighestNumber {
    private static func path(_ root: String) -> String { "\(root)/.highest" }

    /// Returns the number; 0 without a file that can be read.
    package static func read(in root: String) -> Int {
        let bytes = (try? SmallFile.bytes(of: path(root))) ?? nil
        return Int(digits: (bytes ?? []).prefix { $0 != 0x0A }) ?? 0
    }

    /// Records a number that is higher than the file's. Throws `io`.
    package static func raise(to number: Int, in root: String) throws {
        guard number > read(in: root) else { return }
        try SmallFile.makeFolder(root)
        _ = try SmallFile.write(Array("\(number)\n".utf8), to: path(root), mode: 0o600)
    }
}
