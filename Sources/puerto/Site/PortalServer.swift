internal import Glibc
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import PuertoCore

/// Serves `public/` on the loopback address, for reading on this machine.
struct PortalServer: Sendable {
    let folder: String
    /// 0 lets the system choose.
    let port: Int
    let openPages: OpenPages

    /// Runs until the process is asked to stop; `started` gets the port in use.
    func run(started: @escaping @Sendable (Int) -> Void) async throws {
        let application = Application(
            router: router,
            configuration: .init(address: .hostname("127.0.0.1", port: port)),
            onServerRunning: { channel in started(channel.localAddress?.port ?? 0) },
            logger: Self.silent)
        do {
            try await application.runService()
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw PuertoError(
                .busy, "port \(port) is taken",
                hint: "puerto serve --port with another one, or 0 for any that is free")
        } catch let error as IOError where error.errnoCode == EACCES {
            throw PuertoError(
                .invalid, "port \(port) is not for this user", hint: "use one above 1023")
        }
    }

    private static let silent = Logger(label: "puerto") { _ in SwiftLogNoOpLogHandler() }

    private var router: Router<BasicRequestContext> {
        let router = Router()
        router.add(middleware: LocalGuard())
        let files = StaticFiles(folder: folder)
        let home = Response.redirect(to: "/portal/index.html", type: .found)
        for method in [HTTPRequest.Method.get, .head] {
            router.on("/", method: method) { _, _ in home }
            router.on("/**", method: method) { [openPages] request, _ in
                if request.uri.path == "/portal" { return home }
                if request.uri.path == "/.puerto/changes" { return openPages.response() }
                return LiveReload.response(to: request) ?? files.response(to: request)
                    ?? LiveReload.nothing(for: request)
            }
        }
        return router
    }
}

/// Answers only requests for this machine by one of its own names, so that no web page elsewhere
/// can read the portal through a name of its own that points here.
struct LocalGuard: RouterMiddleware {
    typealias Context = BasicRequestContext

    func handle(
        _ request: Request, context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard LocalGuard.isLocal(request.head.authority ?? "") else {
            return Response(status: .misdirectedRequest)
        }
        var response = try await next(request, context)
        response.headers[.xContentTypeOptions] = "nosniff"
        for (name, value) in LocalGuard.extra { response.headers[name] = value }
        return response
    }

    private static let extra: [(HTTPField.Name, String)] = [
        ("Referrer-Policy", "no-referrer"), ("X-Frame-Options", "DENY"),
        ("Cross-Origin-Resource-Policy", "same-origin"), ("X-Robots-Tag", "noindex"),
    ].compactMap { name, value in HTTPField.Name(name).map { ($0, value) } }

    static func isLocal(_ authority: String) -> Bool {
        let authority = authority.lowercased()
        return ["localhost", "127.0.0.1", "[::1]"].contains { name in
            guard authority.hasPrefix(name) else { return false }
            let rest = authority.dropFirst(name.count)
            return rest.isEmpty
                || (rest.first == ":"
                    && rest.dropFirst().utf8.allSatisfy { (0x30...0x39).contains($0) })
        }
    }
}
