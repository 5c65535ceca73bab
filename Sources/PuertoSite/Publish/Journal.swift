internal import PuertoCore

/// The files that a run adds or removes, written down before it does so. A run that is killed in
/// between leaves no file behind whose owner is unknown.
struct Journal: Sendable {
    let file: String

    /// The paths of a run that was interrupted; empty when there was none.
    func paths() throws -> Set<String> {
        guard let bytes = try Disk.readIfThere(file) else { return [] }
        let lines = String(decoding: bytes, as: UTF8.self).utf8.split(separator: 0x0A)
        return Set(lines.map { String(Substring($0)) })
    }

    /// Replaces the paths atomically; no paths remove the file.
    func write(_ paths: Set<String>) throws {
        guard !paths.isEmpty else { return try remove() }
        try Disk.write(file + ".new", Array((paths.sorted().joined(separator: "\n") + "\n").utf8))
        try Disk.move(file + ".new", to: file)
    }

    func remove() throws { try Disk.remove(file) }
}
