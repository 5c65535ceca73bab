internal import Glibc
internal import PuertoCore

/// Reads a file that an operator wrote.
enum TextFile {
    /// The limit in bytes, larger than any fleet that an operator or an export writes.
    static let limit = 64 << 20

    /// Reads the file's bytes. Throws `notFound` or `io` with the path.
    static func bytes(of path: String) throws -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { throw failure(path) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw failure(path) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw PuertoError(.io, "\(PuertoError.quote(path)) is not a file").spanish(
                "\(PuertoError.quote(path)) no es un archivo")
        }
        guard status.st_size <= limit else {
            throw PuertoError(
                .io, "\(PuertoError.quote(path)) has \(status.st_size) bytes",
                hint: "at most \(limit)"
            ).spanish(
                "\(PuertoError.quote(path)) tiene \(status.st_size) bytes",
                hint: "como mucho \(limit)")
        }
        return try bytes(of: file, path, Int(status.st_size))
    }

    private static func bytes(of file: Int32, _ path: String, _ size: Int) throws -> [UInt8] {
        var count = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
            while filled < size {
                count = read(file, buffer.baseAddress.map { $0 + filled }, size - filled)
                guard count > 0 else { return }
                filled += count
            }
        }
        guard count >= 0 else { throw failure(path) }
        return bytes
    }

    private static func failure(_ path: String) -> PuertoError {
        let code: PuertoError.Code = errno == ENOENT ? .notFound : .io
        return PuertoError(
            code, "cannot read \(PuertoError.quote(path)): \(String(cString: strerror(errno)))"
        ).spanish(
            "no se puede leer \(PuertoError.quote(path)): \(String(cString: strerror(errno)))")
    }
}
