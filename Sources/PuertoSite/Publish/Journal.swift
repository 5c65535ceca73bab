internal import PuertoCore

/// The files that a run brings or takes away, written before it does: a run that is killed in
/// between leaves no file behind of which nobody knows whose it is.
struct Journal: Sendable {
    let file: String

    /// Of a run that never came to its end; empty when there was none.
    func paths() throws -> Set<String> {
        guard let bytes = try Disk.readIfThere(file) else { return [] }
        let lines = String(decoding: bytes, as: UTF8.self).utf8.split(separator: 0x0A)
        return Set(lines.map { String(Substring($0)) })
    }

    /// In place of what it said; nothing makes an end of it.
    func write(_ paths: Set<String>) throws {
        guard !paths.isEmpty else { return try remove() }
        try Disk.write(file + ".new", Array((paths.sorted().joined(separator: "\n") + "\n").utf8))
        try Disk.move(file + ".new", to: file)
    }

    func remove() throws { try Disk.remove(file) }
}
