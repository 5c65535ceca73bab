internal import Glibc
internal import PuertoCore

/// Reads all files of a folder without following a link anywhere: each folder is opened through the
/// descriptor of the one above it.
struct FolderReader {
    let limits: LayoutLimits
    /// The path in messages.
    let shown: String
    private(set) var files: [String: [UInt8]] = [:]
    private(set) var faults = ErrorCollector()
    private var bytes = 0
    /// Files, folders and all else that was seen.
    private var entries = 0
    private var isStopped = false

    init(shown: String, limits: LayoutLimits) {
        self.shown = shown
        self.limits = limits
    }

    /// Reads what is below a folder of `base`, of which no part may be a link. Without such a folder
    /// there is nothing to read; without `base` that is an error.
    mutating func read(_ path: String, below base: String) {
        var folder = open(base, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return fail(errno, base) }
        for part in path.split(separator: "/") {
            let inner = openat(
                folder, String(part), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            let code = errno
            close(folder)
            guard inner >= 0 else {
                switch code {
                case ENOENT: break
                case ELOOP, ENOTDIR: faults.add(noFolder)
                default: fail(code, shown)
                }
                return
            }
            folder = inner
        }
        read(folder: folder, below: "", depth: 1)
    }

    /// Takes the descriptor, and closes it.
    private mutating func read(folder: CInt, below parent: String, depth: Int) {
        guard let stream = fdopendir(folder) else {
            fail(errno, place(parent))
            close(folder)
            return
        }
        defer { closedir(stream) }
        for name in names(stream, parent) {
            guard isWithinLimits() else { return }
            let path = parent + name
            var status = stat()
            guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
                fail(errno, place(path))
                continue
            }
            switch status.st_mode & S_IFMT {
            case S_IFDIR:
                guard depth < limits.depth else {
                    faults.add(tooDeep(path))
                    continue
                }
                let inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
                guard inner >= 0 else {
                    fail(errno, place(path))
                    continue
                }
                read(folder: inner, below: path + "/", depth: depth + 1)
            case S_IFREG: read(file: name, in: folder, path)
            default: faults.add(noFile(path, isLink: status.st_mode & S_IFMT == S_IFLNK))
            }
        }
    }

    /// Counts an entry. Reports once that there are too many.
    private mutating func isWithinLimits() -> Bool {
        entries += 1
        let isWithin =
            files.count < limits.files && bytes < limits.bytes && entries <= 4 * limits.files
        if !isWithin, !isStopped { faults.add(tooMuch) }
        isStopped = isStopped || !isWithin
        return !isStopped
    }

    private mutating func read(file name: String, in folder: CInt, _ path: String) {
        let file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else { return fail(errno, place(path)) }
        defer { close(file) }
        var found: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while found.count <= limits.fileBytes {
            let count = Glibc.read(file, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return fail(errno, place(path)) }
            guard count > 0 else {
                files[path] = found
                bytes += found.count
                return
            }
            found += chunk[..<count]
        }
        faults.add(tooLong(path))
    }

    /// The names in order. One that is not UTF-8 is reported, and so is a folder with more names than
    /// files are read, or of which some cannot be read.
    private mutating func names(_ stream: OpaquePointer, _ parent: String) -> [String] {
        var names: [String] = []
        var count = 0
        while true {
            // The end of a folder and an error are told apart by this alone.
            errno = 0
            guard let entry = readdir(stream) else {
                if errno != 0 { fail(errno, place(parent)) }
                break
            }
            count += 1
            // The folder itself and the one above it are among them.
            guard count <= limits.files + 2 else {
                faults.add(tooManyNames(parent))
                break
            }
            let bytes = withUnsafeBytes(of: entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            guard let name = String(validating: bytes, as: UTF8.self) else {
                faults.add(notText(parent + String(decoding: bytes, as: UTF8.self)))
                continue
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    private func place(_ path: String) -> String { "\(shown)/\(path)" }

    private mutating func fail(_ code: Int32, _ place: String) {
        let reason = String(cString: strerror(code))
        let rights = "make it readable for you"
        let spanish = "dale permiso de lectura"
        faults.add(
            PuertoError(
                .io, "cannot read it: \(reason)", hint: PuertoError.mend(code, rights: rights),
                place: place
            ).spanish(
                "no se puede leer: \(reason)",
                hint: PuertoError.mend(code, rights: spanish, .es)))
    }
}

extension FolderReader {
    private var tooMuch: PuertoError {
        PuertoError(
            .exhausted,
            "more than \(limits.files) files, or than \(limits.bytes >> 20) MiB",
            hint: "keep data out of this folder", place: shown
        ).spanish(
            "hay más de \(limits.files) archivos, o de \(limits.bytes >> 20) MiB",
            hint: "no guardes datos en esta carpeta")
    }

    private func tooManyNames(_ parent: String) -> PuertoError {
        PuertoError(
            .exhausted, "more than \(limits.files) files and folders in one folder",
            hint: "keep data out of this folder",
            place: parent.isEmpty ? shown : place(String(parent.dropLast()))
        ).spanish(
            "hay más de \(limits.files) archivos y carpetas en una sola carpeta",
            hint: "no guardes datos en esta carpeta")
    }

    private var noFolder: PuertoError {
        PuertoError(
            .invalid, "a part of this path is a symbolic link, or no folder",
            hint: "put the folder itself there", place: shown
        ).spanish(
            "una parte de esta ruta es un enlace simbólico, o no es una carpeta",
            hint: "pon ahí la carpeta misma")
    }

    private func tooDeep(_ path: String) -> PuertoError {
        PuertoError(
            .invalid, "more than \(limits.depth) folders inside each other",
            hint: "move it up", place: place(path)
        ).spanish("hay más de \(limits.depth) carpetas, una dentro de otra", hint: "súbela")
    }

    private func tooLong(_ path: String) -> PuertoError {
        PuertoError(
            .invalid, "longer than \(limits.fileBytes) bytes", hint: "make it shorter",
            place: place(path)
        ).spanish("ocupa más de \(limits.fileBytes) bytes", hint: "acórtalo")
    }

    private func notText(_ path: String) -> PuertoError {
        PuertoError(
            .invalid, "the name is not UTF-8", hint: "rename it with letters, digits and '_'",
            place: place(path)
        ).spanish("el nombre no está en UTF-8", hint: "ponle uno con letras, cifras y '_'")
    }

    private func noFile(_ path: String, isLink: Bool) -> PuertoError {
        guard isLink else {
            return PuertoError(
                .invalid, "neither a file nor a folder", hint: "remove it", place: place(path)
            ).spanish("no es un archivo ni una carpeta", hint: "quítalo")
        }
        return PuertoError(
            .invalid, "a symbolic link", hint: "put the file itself there", place: place(path)
        ).spanish("es un enlace simbólico", hint: "pon ahí el archivo mismo")
    }
}
