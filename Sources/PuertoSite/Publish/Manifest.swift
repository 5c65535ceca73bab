internal import PuertoCore

/// The list of files in `public/` that are Puerto's: what it lists and no page claims any more is
/// removed, what it does not list is left alone.
///
/// Kept outside `public/`, since it names the onboarding pages: `.puerto/manifest`, a version
/// line, then one path a line, sorted, then a line with the digest of everything before it.
struct Manifest {
    var paths: Set<String>

    private static let version = "puerto manifest 1"

    /// `nil` when there is none or it is damaged.
    init?(readingFrom file: String) throws {
        guard let bytes = try Disk.readIfThere(file),
            let end = bytes.dropLast().lastIndex(of: UInt8(ascii: "\n"))
        else { return nil }
        let body = Array(bytes[...end])
        let seal = String(decoding: bytes[(end + 1)...], as: UTF8.self)
        let lines = String(decoding: body, as: UTF8.self).split(separator: "\n").map(String.init)
        guard lines.first == Manifest.version, seal == Fingerprint(body).hex + "\n" else {
            return nil
        }
        paths = Set(lines.dropFirst())
    }

    init(paths: Set<String>) { self.paths = paths }

    /// Writes it whole: beside the old one, then in its place.
    func write(to file: String) throws {
        let body = ([Manifest.version] + paths.sorted()).joined(separator: "\n") + "\n"
        var bytes = Array(body.utf8)
        bytes += Array((Fingerprint(bytes).hex + "\n").utf8)
        try Disk.write(file + ".new", bytes)
        try Disk.move(file + ".new", to: file)
    }
}
