internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import PuertoCore
internal import PuertoSite

/// Reloads open pages: adds a script to pages as they are sent, and serves the script's own files.
/// The files in `public/` do not contain it.
///
/// One shared worker listens for all tabs of a browser, since a browser opens only six connections
/// to a server. After every build it asks whether the pages of its tabs have changed. The pages'
/// policy allows scripts of the server and no requests; the worker has its own policy.
enum LiveReload {
    struct Page {
        let bytes: [UInt8]
        /// The entity tag, which changes with the page or the script.
        let tag: String
    }

    private static let version = Fingerprint(
        Array((ReloadScript.text + ReloadWorker.text + ReloadStyle.text).utf8)
    ).hex
}

extension LiveReload {
    /// The page with the script, which gets the tag to compare with.
    static func page(_ file: [UInt8]) -> Page {
        // A sealed page's policy allows its own script only, by digest.
        guard !SealedOnboarding.isOne(file) else {
            return Page(bytes: file, tag: Fingerprint(file).hex)
        }
        let tag = "\(Fingerprint(file).hex)-\(version)"
        let script = Array(
            "<script src=\"/.puerto/reload.js\" data-tag=\"\(tag)\" defer></script>\n".utf8)
        let end = Array("</body>".utf8)
        var position = file.count
        var start = file.count - end.count
        while start >= 0 {
            if file[start] == end[0], file[start...].starts(with: end) {
                position = start
                break
            }
            start -= 1
        }
        return Page(bytes: file[..<position] + script + file[position...], tag: tag)
    }

    /// The script's own files, and the news for it; `nil` for any other path.
    static func response(to request: Request, _ openPages: OpenPages) -> Response? {
        switch request.uri.path {
        case "/.puerto/changes": openPages.response()
        case "/.puerto/reload.js": file(request, "text/javascript", ReloadScript.text)
        case "/.puerto/worker.js": file(request, "text/javascript", ReloadWorker.text)
        default: nil
        }
    }

    /// The style of the page in place of a missing one; `nil` for any other path.
    static func style(for request: Request) -> Response? {
        request.uri.path == "/.puerto/reload.css"
            ? file(request, "text/css", ReloadStyle.text) : nil
    }

    private static func file(_ request: Request, _ type: String, _ text: String) -> Response {
        let headers: HTTPFields = [
            .contentType: "\(type); charset=utf-8", .cacheControl: "no-cache",
            .contentSecurityPolicy: "default-src 'none'; connect-src 'self'",
        ]
        return answer(request, .ok, headers, Array(text.utf8))
    }

    /// A page in the reader's language that says there is no such page; a live one reloads once
    /// there is one.
    static func nothing(for request: Request, isLive: Bool) -> Response {
        let wanted = request.headers[.acceptLanguage]?.lowercased() ?? ""
        let l: Language = wanted.hasPrefix("es") ? .es : .en
        let title = l("Aquí no hay ninguna página", "There is no page here")
        let script =
            isLive ? "<script src=\"/.puerto/reload.js\" data-tag=\"\" defer></script>\n" : ""
        let text = """
            <!DOCTYPE html>
            <html lang="\(l.rawValue)">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
            style-src 'self'; script-src 'self'; img-src data:; base-uri 'none'; form-action 'none'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(title)</title>
            <link rel="icon" href="data:,">
            <link rel="stylesheet" href="/.puerto/reload.css">
            \(script)</head>
            <body class="puerto-nothing">
            <main>
            <h1>\(title)</h1>
            <p><a href="/">\(l("Ir al portal", "Go to the portal"))</a></p>
            </main>
            </body>
            </html>

            """
        let headers: HTTPFields = [
            .contentType: "text/html; charset=utf-8", .cacheControl: "no-store",
        ]
        return answer(request, .notFound, headers, Array(text.utf8))
    }

    private static func answer(
        _ request: Request, _ status: HTTPResponse.Status, _ headers: HTTPFields, _ bytes: [UInt8]
    ) -> Response {
        var headers = headers
        headers[.contentLength] = String(bytes.count)
        let isHead = request.method == .head
        return Response(
            status: status, headers: headers,
            body: isHead ? .init() : .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
