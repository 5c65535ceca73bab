internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import PuertoCore
internal import PuertoDoor

/// Serves the files of `public/`, each read through one descriptor: a page that is replaced
/// meanwhile is sent whole, the old one or the new one.
struct StaticFiles: Sendable {
    let folder: String
    /// True when pages get the script that reloads them after a build of this process.
    let isLive: Bool

    /// `nil` when there is no such file, or its name is not one that Puerto gives.
    func response(to request: Request) -> Response? {
        var path = request.uri.path
        if path.utf8.last == UInt8(ascii: "/") { path += "index.html" }
        guard path.utf8.first == UInt8(ascii: "/"),
            let file = PublicFile(String(path.dropFirst()), below: folder)
        else { return nil }
        var (bytes, tag) = (file.bytes(), file.tag)
        let isPage = path.hasSuffix(".html")
        if isPage, isLive {
            let page = LiveReload.page(bytes)
            (bytes, tag) = (page.bytes, page.tag)
        }
        var headers: HTTPFields = [
            .contentType: PublicFile.type(of: path), .eTag: "\"\(tag)\"",
            .cacheControl: StaticFiles.caching(path),
        ]
        if isPage { headers[.contentSecurityPolicy] = Protection.pagePolicy }
        if path.hasSuffix(".svg") {
            headers[.contentSecurityPolicy] = Protection.picturePolicy
        }
        if request.headers[.ifNoneMatch] == headers[.eTag] {
            return Response(status: .notModified, headers: headers)
        }
        headers[.contentLength] = String(bytes.count)
        let body = ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        return Response(
            status: .ok, headers: headers, body: request.method == .head ? .init() : body)
    }

    private static func caching(_ path: String) -> String {
        switch PortalPath.Folder(ofURLPath: path) {
        case .assets: "public, max-age=31536000, immutable"
        case .link: "no-store"
        case .portal, .onboarding, nil: "private, no-cache"
        }
    }
}
