internal import Glibc
internal import PuertoCore

/// Files of a few kilobytes, written atomically: a reader sees the whole old or the whole new one.
enum SmallFile {
    private static let largest = 16 << 20

    /// Reads a file; `nil` when there is none. Throws `io`, also for what is no file, as a pipe that
    /// nobody writes to, and for more bytes than any file of a stack has.
    static func bytes(of path: String) throws -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw failure(path)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure(path) }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_size <= largest else {
            throw PuertoError(
                .io, "'\(path)' is not a file of a stack", hint: "move it away"
            ).spanish("'\(path)' no es un archivo de un sistema", hint: "llévalo a otro sitio")
        }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure(path) }
            guard count > 0 else { return bytes }
            bytes += chunk[..<count]
        }
    }

    /// Lists a folder in no order; empty when there is no folder.
    static func names(in path: String) -> [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                })
        }
        return names
    }

    /// Writes a file, which has the mode from its first moment. Returns whether it changed. A file
    /// with the right bytes gets the mode where it is: a container that runs has this very file
    /// mounted and would not see another one in its place.
    static func write(_ bytes: [UInt8], to path: String, mode: mode_t) throws -> Bool {
        // A killed writer may have left this file; only the holder of the stack's lease writes
        // here.
        let unfinished = "\(path).new"
        unlink(unfinished)
        var status = stat()
        let isFile = lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        let hasMode = status.st_mode & 0o7777 == mode
        // Another user's file cannot get a mode: it is replaced.
        if isFile, hasMode || chmod(path, mode) == 0, try self.bytes(of: path) == bytes {
            return !hasMode
        }
        let descriptor = open(unfinished, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(path) }
        do {
            defer { close(descriptor) }
            try writeAll(bytes, to: descriptor, path)
            guard fchmod(descriptor, mode) == 0, fsync(descriptor) == 0 else {
                throw failure(path)
            }
        } catch {
            unlink(unfinished)
            throw error
        }
        guard rename(unfinished, path) == 0 else { throw failure(path) }
        return true
    }

    /// Makes a folder that only its owner can enter, or restricts an existing one.
    static func makeFolder(_ path: String) throws {
        guard mkdir(path, 0o700) != 0 else { return }
        guard errno == EEXIST else { throw failure(path) }
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw PuertoError(.conflict, "'\(path)' is not a folder", hint: "move it away")
                .spanish("'\(path)' no es una carpeta", hint: "llévalo a otro sitio")
        }
        guard status.st_mode & 0o077 == 0 || chmod(path, 0o700) == 0 else { throw failure(path) }
    }

    private static func writeAll(_ bytes: [UInt8], to descriptor: CInt, _ path: String) throws {
        try bytes.withUnsafeBytes { bytes in
            var start = 0
            while start < bytes.count {
                let rest = UnsafeRawBufferPointer(rebasing: bytes[start...])
                let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw failure(path) }
                start += count
            }
        }
    }

    static func failure(_ path: String) -> PuertoError {
        let reason = String(cString: strerror(errno))
        return PuertoError(
            .io, "cannot write '\(path)': \(reason)",
            hint: "check its permissions and the free disk space"
        ).spanish(
            "no se puede escribir '\(path)': \(reason)",
            hint: "revisa sus permisos y el espacio libre en el disco")
    }
}
