internal import Glibc
internal import PuertoCore

/// Writes new files into a new folder, without following a link and without replacing anything.
struct FolderWriter: ~Copyable {
    private let root: CInt
    private let shown: String
    /// Every path that was written, by its form in small letters: some disks hold one of them only.
    private var names: [String: String] = [:]
    /// The longest name of a file or folder there, in bytes.
    private let longestName: Int

    private init(root: CInt, shown: String) {
        self.root = root
        self.shown = shown
        let most = fpathconf(root, CInt(_PC_NAME_MAX))
        longestName = most > 0 ? most : 255
    }

    /// Files and folders that were taken.
    var entries: Int { names.count }

    /// Tells whether the file system has room for the names of a path.
    func hasNames(of path: String) -> Bool {
        path.split(separator: "/").allSatisfy { $0.utf8.count <= longestName }
    }

    /// Makes the folder. Throws `conflict` when something is there.
    static func making(_ path: String) throws -> FolderWriter {
        guard mkdir(path, 0o700) == 0 else { throw failure(path) }
        let root = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard root >= 0 else { throw failure(path) }
        return FolderWriter(root: root, shown: path)
    }

    deinit { close(root) }

    /// Takes the paths of an item; none when one of them differs from another's by its letters'
    /// case alone.
    mutating func takes(_ paths: [String]) -> Bool {
        var wanted: [String: String] = [:]
        for path in paths {
            let parts = path.split(separator: "/")
            for count in 1...parts.count {
                let part = parts.prefix(count).joined(separator: "/")
                guard names[part.lowercased()] ?? part == part else { return false }
                wanted[part.lowercased()] = part
            }
        }
        names.merge(wanted) { $1 }
        return true
    }

    /// Writes one file, and the folders above it. Throws `io`.
    func write(_ text: String, to path: String) throws {
        let parts = path.split(separator: "/").map(String.init)
        var folder = dup(root)
        defer { close(folder) }
        for part in parts.dropLast() {
            guard mkdirat(folder, part, 0o700) == 0 || errno == EEXIST else {
                throw Self.failure("\(shown)/\(path)")
            }
            let inner = openat(folder, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard inner >= 0 else { throw Self.failure("\(shown)/\(path)") }
            close(folder)
            folder = inner
        }
        let file = openat(
            folder, parts.last ?? "", O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Self.failure("\(shown)/\(path)") }
        defer { close(file) }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Self.failure("\(shown)/\(path)") }
            rest = rest.dropFirst(count)
        }
    }

    private static func failure(_ path: String) -> PuertoError {
        let code = errno
        let reason = String(cString: strerror(code))
        guard code != EEXIST else {
            return PuertoError(
                .conflict, "'\(path)' exists", hint: "name a new folder, which is made for the copy"
            ).spanish(
                "'\(path)' ya existe", hint: "da una carpeta nueva, que se crea para la copia")
        }
        let rights = "check that you may write there"
        let spanish = "comprueba que puedes escribir ahí"
        return PuertoError(
            .io, "cannot write '\(path)': \(reason)", hint: PuertoError.mend(code, rights: rights)
        ).spanish(
            "no se puede escribir '\(path)': \(reason)",
            hint: PuertoError.mend(code, rights: spanish, .es))
    }
}
