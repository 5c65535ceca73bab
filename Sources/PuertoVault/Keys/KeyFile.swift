internal import Glibc
internal import PuertoCore

/// Reads and writes key files. Only its owner may read or write a file, and it never has a
/// temporary name under which other users could read it.
package enum KeyFile {
    /// Reads a key ring; `nil` when there is no file. Throws, with the path and the fix, for a file
    /// or folder that other users may read or change, and for contents that are no key ring.
    package static func read(_ purpose: KeyPurpose, in workspace: String) throws -> KeyRing? {
        let path = path(purpose, workspace)
        try checkFolder(of: path)
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw errno == ELOOP ? link(path) : failure("read", path)
        }
        defer { close(descriptor) }
        try checkStatus(descriptor, path, purpose)
        do {
            return try KeyRing(purpose, parsing: contents(descriptor, path))
        } catch let error as PuertoError {
            throw error.at(path)
        }
    }

    /// Creates a file. Throws `conflict` when it exists.
    package static func create(_ ring: KeyRing, in workspace: String) throws {
        let path = path(ring.purpose, workspace)
        let folder = folder(of: path)
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
            throw failure("make", folder)
        }
        try checkFolder(of: path)
        let fresh = try write(ring.text, beside: path)
        defer { unlink(fresh) }
        // link(2) is atomic and never replaces a file.
        guard Glibc.link(fresh, path) == 0 else {
            guard errno == EEXIST else { throw failure("write", path) }
            throw PuertoError(
                .conflict, "the key file exists already", hint: "nothing was changed", place: path
            ).spanish("el archivo de claves ya existe", hint: "no se cambió nada")
        }
        try sync(folder)
    }

    /// Replaces a file atomically. Root leaves it to the owner that it had. Keys of the history are
    /// overwritten on the disk.
    package static func replace(_ ring: KeyRing, in workspace: String) throws {
        let path = path(ring.purpose, workspace)
        let isErased = ring.purpose == .history
        let old = open(path, (isErased ? O_RDWR : O_RDONLY) | O_CLOEXEC | O_NOFOLLOW)
        defer { if old >= 0 { close(old) } }
        let fresh = try write(ring.text, beside: path)
        guard give(fresh, toOwnerOf: old), rename(fresh, path) == 0 else {
            let error = failure("write", path)
            unlink(fresh)
            throw error
        }
        try sync(folder(of: path))
        if old >= 0, isErased { try overwrite(old, path) }
    }

    package static func path(_ purpose: KeyPurpose, _ workspace: String) -> String {
        workspace == "." ? purpose.file : "\(workspace)/\(purpose.file)"
    }
}

extension KeyFile {
    private static let limit = 65_536

    private static func folder(of path: String) -> String {
        let cut = path.utf8.lastIndex(of: UInt8(ascii: "/")) ?? path.startIndex
        return String(path[..<cut])
    }

    private static func checkFolder(of path: String) throws {
        let folder = folder(of: path)
        var status = stat()
        guard stat(folder, &status) == 0 else {
            if errno == ENOENT { return }
            throw failure("look at", folder)
        }
        guard status.st_mode & 0o022 == 0 else {
            throw PuertoError(
                .invalid, "other users may write to the key folder",
                hint: "chmod 700 \(folder)", place: folder
            ).spanish(
                "otros usuarios pueden escribir en la carpeta de claves",
                hint: "chmod 700 \(folder)")
        }
    }

    private static func checkStatus(
        _ descriptor: CInt, _ path: String, _ purpose: KeyPurpose
    ) throws {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure("look at", path) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw PuertoError(.invalid, "it is not a file", hint: "restore it", place: path)
                .spanish("no es un archivo", hint: "restáuralo")
        }
        guard status.st_mode & 0o077 == 0 else {
            let mode = String(status.st_mode & 0o777, radix: 8)
            let rotate = purpose == .web ? "puerto key rotate web" : "puerto key rotate"
            throw PuertoError(
                .invalid, "other users may use the key file: its mode is \(mode)",
                hint: "chmod 600 \(path); if another user may have read it, \(rotate)",
                place: path
            ).spanish(
                "otros usuarios pueden usar el archivo de claves: sus permisos son \(mode)",
                hint: "chmod 600 \(path); si otro usuario pudo leerlo, \(rotate)")
        }
        guard status.st_uid == geteuid() || geteuid() == 0 else {
            throw PuertoError(
                .invalid, "the key file belongs to another user", hint: "chown it", place: path
            ).spanish(
                "el archivo de claves es de otro usuario", hint: "cámbiale el dueño con chown")
        }
    }

    /// Reads the file in one pass.
    private static func contents(_ descriptor: CInt, _ path: String) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: limit + 1)
        var count = 0
        while count < bytes.count {
            let rest = bytes.count - count
            let got = bytes.withUnsafeMutableBytes {
                Glibc.read(descriptor, $0.baseAddress.map { $0 + count }, rest)
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw failure("read", path) }
            if got == 0 { break }
            count += got
        }
        guard count <= limit else {
            throw PuertoError(.invalid, "it is too large for a key file", hint: "restore it")
                .spanish("es demasiado grande para un archivo de claves", hint: "restáuralo")
        }
        return Array(bytes[..<count])
    }

    /// Returns the path of a new file beside `path` that holds the text.
    private static func write(_ text: Secret, beside path: String) throws -> String {
        let fresh = "\(path).\(getpid()).new"
        let descriptor = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("write", fresh) }
        let bytes = text.reveal()
        let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        // The umask can only have removed permissions.
        let isDone =
            count == bytes.count && fchmod(descriptor, 0o600) == 0 && fsync(descriptor) == 0
        let error = failure("write", fresh)
        close(descriptor)
        guard isDone else {
            unlink(fresh)
            throw error
        }
        return fresh
    }

    /// Gives a new file to the owner of the old one, whose programs could not read root's. Only
    /// root gives files away.
    private static func give(_ fresh: String, toOwnerOf old: CInt) -> Bool {
        var status = stat()
        guard geteuid() == 0, old >= 0 else { return true }
        return fstat(old, &status) == 0 && lchown(fresh, status.st_uid, status.st_gid) == 0
    }

    /// Overwrites a file that has no name any more: its blocks would keep the keys.
    private static func overwrite(_ descriptor: CInt, _ path: String) throws {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure("look at", path) }
        let zeros = [UInt8](repeating: 0, count: min(Int(status.st_size), limit))
        let count = zeros.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
        guard count == zeros.count, fsync(descriptor) == 0 else { throw failure("write", path) }
    }

    private static func sync(_ folder: String) throws {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("open", folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("write", folder) }
    }

    private static func link(_ path: String) -> PuertoError {
        PuertoError(
            .invalid, "it is a link, whose target another user could replace",
            hint: "put the file itself there", place: path
        ).spanish(
            "es un enlace, y otro usuario podría cambiar su destino",
            hint: "pon ahí el archivo mismo")
    }

    private static func failure(_ what: String, _ path: String) -> PuertoError {
        PuertoError(
            .io, "cannot \(what) '\(path)': \(String(cString: strerror(errno)))",
            hint: PuertoError.mend(errno, rights: "let this user read and write keys/"))
    }
}
