internal import Glibc
internal import PuertoCore

/// An open file below `public/`. It is sent whole, also if a build replaces it meanwhile.
package final class PublicFile: Sendable {
    package let size: Int
    /// The entity tag without quotes: another file has another one.
    package let tag: String
    private let descriptor: CInt

    /// `nil` if the file is missing, if its name is none that Puerto gives, or if a symbolic link
    /// is in its path: no link can lead out of the folder.
    package init?(_ path: String, below folder: String) {
        guard PublicFile.isOwn(path) else { return nil }
        var at = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard at >= 0 else { return nil }
        let parts = path.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
        for (index, part) in parts.enumerated() {
            let kind = index == parts.count - 1 ? O_NONBLOCK : O_DIRECTORY
            let next = openat(at, part, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | kind)
            close(at)
            guard next >= 0 else { return nil }
            at = next
        }
        var status = stat()
        guard fstat(at, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(at)
            return nil
        }
        descriptor = at
        size = Int(status.st_size)
        let time = status.st_mtim
        tag = "\(status.st_ino)-\(status.st_size)-\(time.tv_sec)-\(time.tv_nsec)"
    }

    deinit { close(descriptor) }
}

extension PublicFile {
    /// The next bytes, at most `limit`; empty at the end.
    package func read(_ limit: Int = 65_536) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
            var got = -1
            repeat {
                got = Glibc.read(descriptor, buffer.baseAddress, limit)
            } while got < 0 && errno == EINTR
            count = max(0, got)
        }
    }

    /// All bytes.
    package func bytes() -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(size)
        while bytes.count < size {
            let more = read(size - bytes.count)
            if more.isEmpty { break }
            bytes += more
        }
        return bytes
    }

    /// Tells whether a path has letters, digits, hyphens, dots and slashes only, and no part of it
    /// is empty or begins with a dot.
    package static func isOwn(_ path: String) -> Bool {
        var before = UInt8(ascii: "/")
        for byte in path.utf8 {
            switch byte {
            case _ where byte.isAlphanumeric || byte == UInt8(ascii: "-"): break
            case UInt8(ascii: "."), UInt8(ascii: "/"):
                if before == UInt8(ascii: "/") { return false }
            default: return false
            }
            before = byte
        }
        return before != UInt8(ascii: "/")
    }

    package static func type(of path: String) -> String {
        let ending = path.utf8.lastIndex(of: UInt8(ascii: ".")).map { path[$0...] } ?? ""
        return switch ending {
        case ".html": "text/html; charset=utf-8"
        case ".css": "text/css; charset=utf-8"
        case ".js": "text/javascript; charset=utf-8"
        case ".json": "application/json"
        case ".svg": "image/svg+xml"
        case ".png": "image/png"
        default: "application/octet-stream"
        }
    }
}
