internal import Glibc
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// The files of `public/`, each read through one descriptor: a page that is replaced while it is
/// sent goes out whole, the old one or the new one.
struct StaticFiles: Sendable {
    let folder: String

    /// `nil` when there is no such file, or its name is not one that Puerto gives.
    func response(to request: Request) -> Response? {
        var path = request.uri.path
        if path.utf8.last == UInt8(ascii: "/") { path += "index.html" }
        guard StaticFiles.isOwn(path), var file = read(folder + path) else { return nil }
        if path.hasSuffix(".html") { file = File(page: LiveReload.page(file.bytes)) }
        var headers: HTTPFields = [
            .contentType: StaticFiles.type(of: path), .eTag: "\"\(file.tag)\"",
            .cacheControl: path.hasPrefix("/assets/")
                ? "public, max-age=31536000, immutable" : "no-cache",
        ]
        if request.headers[.ifNoneMatch] == headers[.eTag] {
            return Response(status: .notModified, headers: headers)
        }
        headers[.contentLength] = String(file.bytes.count)
        let body = ResponseBody(byteBuffer: ByteBuffer(bytes: file.bytes))
        return Response(
            status: .ok, headers: headers, body: request.method == .head ? .init() : body)
    }
}

extension StaticFiles {
    private struct File {
        let bytes: [UInt8]
        let tag: String

        init(bytes: [UInt8], tag: String) { (self.bytes, self.tag) = (bytes, tag) }

        init(page: LiveReload.Page) { (bytes, tag) = (page.bytes, page.tag) }
    }

    private func read(_ path: String) -> File? {
        let file = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        let size = Int(status.st_size)
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            count = 0
            while count < size, let base = buffer.baseAddress {
                let got = Glibc.read(file, base + count, size - count)
                guard got > 0 else { break }
                count += got
            }
        }
        let time = status.st_mtim
        return File(
            bytes: bytes, tag: "\(status.st_ino)-\(size)-\(time.tv_sec)-\(time.tv_nsec)")
    }

    /// Letters, digits, hyphens, dots and slashes; no part that begins with a dot or is empty.
    private static func isOwn(_ path: String) -> Bool {
        var before = UInt8(ascii: "/")
        for byte in path.utf8.dropFirst() {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"): break
            case UInt8(ascii: "."), UInt8(ascii: "/"):
                if before == UInt8(ascii: "/") { return false }
            default: return false
            }
            before = byte
        }
        return path.utf8.first == UInt8(ascii: "/")
    }

    private static func type(of path: String) -> String {
        if path.hasSuffix(".html") { return "text/html; charset=utf-8" }
        if path.hasSuffix(".css") { return "text/css; charset=utf-8" }
        if path.hasSuffix(".js") { return "text/javascript; charset=utf-8" }
        if path.hasSuffix(".svg") { return "image/svg+xml" }
        return "application/octet-stream"
    }
}
