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
        router.add(
            middleware: FileMiddleware(
                folder, cacheControl: CacheControl([]), searchForIndexHtml: true,
                logger: Self.silent
            )
            .withAdditionalMediaType(
                MediaType(type: .text, subType: "html", parameter: ("charset", "utf-8")),
                mappedToFileExtension: "html"))
        router.get("/") { _, _ in Response.redirect(to: "/portal/index.html", type: .found) }
        return router
    }
}

/// Answers only requests for this machine by one of its own names, so that no web page elsewhere
/// can read the portal through a name of its own that points here; hides dot files.
struct LocalGuard: RouterMiddleware {
    typealias Context = BasicRequestContext

    func handle(
        _ request: Request, context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard LocalGuard.isLocal(request.head.authority ?? "") else {
            return Response(status: .misdirectedRequest)
        }
        guard
            !request.uri.path.utf8.split(separator: UInt8(ascii: "/")).contains(where: {
                $0.first == UInt8(ascii: ".") || $0.first == UInt8(ascii: "%")
            })
        else {
            return Response(status: .notFound)
        }
        var response = try await next(request, context)
        response.headers[.cacheControl] =
            request.uri.path.hasPrefix("/assets/")
            ? "public, max-age=31536000, immutable" : "no-cache"
        response.headers[.xContentTypeOptions] = "nosniff"
        for (name, value) in LocalGuard.extra { response.headers[name] = value }
        return response
    }

    private static let extra: [(HTTPField.Name, String)] = [
        ("Referrer-Policy", "no-referrer"), ("X-Frame-Options", "DENY"),
        ("Cross-Origin-Resource-Policy", "same-origin"), ("X-Robots-Tag", "noindex"),
    ].compactMap { name, value in HTTPField.Name(name).map { ($0, value) } }

    static func isLocal(_ authority: String) -> Bool {
        ["localhost", "127.0.0.1", "[::1]"].contains { name in
            guard authority.hasPrefix(name) else { return false }
            let rest = authority.dropFirst(name.count)
            return rest.isEmpty
                || (rest.first == ":"
                    && rest.dropFirst().utf8.allSatisfy { (0x30...0x39).contains($0) })
        }
    }
}
