internal import Glibc
internal import PuertoCore

/// The file `stacks/.highest`: the highest number of a client that had a stack here. It outlives
/// the records, which may be put back from an older copy.
package enum HighestNumber {
    private static func path(_ root: String) -> String { "\(root)/.highest" }

    /// Returns the number; 0 without a file that can be read.
    package static func read(in root: String) -> Int {
        let bytes = (try? SmallFile.bytes(of: path(root))) ?? nil
        let number = Int(digits: (bytes ?? []).prefix { $0 != 0x0A }) ?? 0
        return StackIdentity.numbers.contains(number) ? number : 0
    }

    /// Records a number that is higher than the file's. Jobs that do so at once take turns by a
    /// lock on the folder, which leaves no file behind. Throws `io`.
    package static func raise(to number: Int, in root: String) throws {
        guard number > read(in: root) else { return }
        try SmallFile.makeFolder(root)
        let folder = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw SmallFile.failure(root) }
        // Closing it gives the lock back.
        defer { close(folder) }
        while flock(folder, LOCK_EX) != 0 {
            guard errno == EINTR else { throw SmallFile.failure(root) }
        }
        guard number > read(in: root) else { return }
        _ = try SmallFile.write(Array("\(number)\n".utf8), to: path(root), mode: 0o600)
    }
}
