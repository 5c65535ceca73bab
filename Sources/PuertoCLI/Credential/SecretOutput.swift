import Glibc
import PuertoCore
import PuertoVault

/// The destination of a revealed value: the terminal, or a new file of mode 600.
struct SecretOutput {
    private let descriptor: CInt
    private let path: String?

    init() {
        descriptor = STDOUT_FILENO
        path = nil
    }

    /// Throws `conflict` when the file exists.
    init(newFile path: String) throws {
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        self.path = path
        guard descriptor >= 0 else {
            guard errno == EEXIST else {
                throw PuertoError(
                    .io,
                    "cannot write \(PuertoError.quote(path)): \(String(cString: strerror(errno)))"
                ).spanish(
                    "no se puede escribir \(PuertoError.quote(path)): \(String(cString: strerror(errno)))"
                )
            }
            throw PuertoError(
                .conflict, "\(PuertoError.quote(path)) is there already",
                hint: "a secret is written to a new file only"
            ).spanish(
                "\(PuertoError.quote(path)) ya existe",
                hint: "un secreto solo se escribe en un archivo nuevo")
        }
    }

    /// Writes the value, on a terminal with a line break.
    func write(_ value: Secret) throws {
        let bytes = value.reveal() + (path == nil ? [0x0A] : [])
        try FileDescriptorOutput(descriptor: descriptor).write(bytes)
        guard path != nil else { return }
        guard fsync(descriptor) == 0, close(descriptor) == 0 else {
            throw PuertoError(
                .io, "cannot write the file: \(String(cString: strerror(errno)))"
            ).spanish("no se puede escribir el archivo: \(String(cString: strerror(errno)))")
        }
    }

    /// Removes the new file after a failure.
    func discard() {
        if let path { unlink(path) }
    }
}
