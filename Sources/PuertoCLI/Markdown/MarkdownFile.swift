import CommonMark
import Glibc
import PuertoCore

/// A file, or standard input for `-`, that must be UTF-8.
struct MarkdownFile {
    let path: String

    init(_ path: String) { self.path = path }

    private var place: String { path == "-" ? "standard input" : path }

    /// All bytes; throws when the file cannot be read or is not UTF-8.
    func read() throws -> [UInt8] {
        let bytes = try readBytes()
        guard let line = UTF8Check.firstInvalidLine(in: bytes) else { return bytes }
        throw PuertoError(
            .invalid, "not UTF-8", hint: "save the file as UTF-8", place: "\(place):\(line)"
        ).spanish("no está en UTF-8", hint: "guarda el archivo en UTF-8")
    }

    private func readBytes() throws -> [UInt8] {
        let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unreadable(errno) }
        defer { if descriptor != STDIN_FILENO { close(descriptor) } }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = chunk.withUnsafeMutableBytes {
                Glibc.read(descriptor, $0.baseAddress, $0.count)
            }
            if count == 0 { return bytes }
            guard count > 0 else {
                if errno == EINTR { continue }
                throw unreadable(errno)
            }
            bytes.append(contentsOf: chunk[..<count])
        }
    }

    private func unreadable(_ code: CInt) -> PuertoError {
        guard code != ENOENT else {
            return PuertoError(
                .notFound, "no such file", hint: "name a Markdown file, or '-' for standard input",
                place: place
            ).spanish(
                "no existe ese archivo",
                hint: "nombra un archivo de Markdown, o '-' para la entrada estándar")
        }
        let reason = code == EISDIR ? "is a folder" : "cannot be read"
        return PuertoError(.io, reason, hint: "name a readable Markdown file", place: place)
    }
}
