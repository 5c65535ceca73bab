import Glibc
import PuertoCore
import PuertoSite

/// A copy of a sealed page, in a file that the operator names.
struct PageCopy {
    let path: String

    /// Throws `conflict` when the file exists and is no sealed page, and `io` when its folder
    /// cannot be written to. Both are found before anything is changed.
    init(to path: String) throws {
        self.path = path
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        guard access(folder, W_OK) == 0 else { throw PageCopy.failure(path) }
        guard access(path, F_OK) == 0 else { return }
        guard let bytes = try? ConfigurationFile.bytes(of: path), SealedOnboarding.isOne(bytes)
        else {
            throw PuertoError(
                .conflict, "\(PuertoError.quote(path)) is there and is no sealed page",
                hint: "choose another file"
            ).spanish(
                "\(PuertoError.quote(path)) ya existe y no es una página sellada",
                hint: "elige otro archivo")
        }
    }

    func write(contentsOf page: String) throws {
        let bytes = try ConfigurationFile.bytes(of: page)
        let fresh = "\(path).\(getpid()).new"
        let descriptor = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw PageCopy.failure(path) }
        defer { unlink(fresh) }
        do {
            try FileDescriptorOutput(descriptor: descriptor).write(bytes)
        } catch {
            close(descriptor)
            throw error
        }
        guard close(descriptor) == 0, rename(fresh, path) == 0 else {
            throw PageCopy.failure(path)
        }
    }

    private static func failure(_ path: String) -> PuertoError {
        PuertoError(
            .io, "cannot write \(PuertoError.quote(path)): \(String(cString: strerror(errno)))",
            hint: "choose a folder this user may write"
        ).spanish(
            "no se puede escribir \(PuertoError.quote(path)): \(String(cString: strerror(errno)))",
            hint: "elige una carpeta en la que este usuario pueda escribir")
    }
}
