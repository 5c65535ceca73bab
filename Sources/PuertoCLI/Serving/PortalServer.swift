internal import Glibc
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import PuertoCore

/// Serves `public/` and, if there is one, the hook on the loopback address, for this machine.
struct PortalServer: Sendable {
    let folder: String
    /// 0 lets the system choose.
    let port: Int
    let names: ServedNames
    /// `nil` where nothing is built: there is no news for open pages.
    var openPages: OpenPages?
    let hook: HookDoor?

    /// True when the portal's pages need a session.
    private var isGuarded: Bool { names.proxied != nil }

    /// Runs until the process is asked to stop; `started` gets the port in use.
    func run(started: @escaping @Sendable (Int) -> Void) async throws {
        let application = Application(
            router: router,
            server: .http1(configuration: .init(idleTimeout: Self.patience)),
            configuration: .init(address: .hostname("127.0.0.1", port: port)),
            onServerRunning: { channel in started(channel.localAddress?.port ?? 0) },
            logger: Self.silent)
        do {
            try await application.runService()
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw PuertoError(
                .busy, "port \(port) is taken",
                hint: "puerto serve --port with another one, or 0 for any that is free"
            ).spanish(
                "el puerto \(port) está ocupado",
                hint: "puerto serve --port con otro, o 0 para uno libre")
        } catch let error as IOError where error.errnoCode == EACCES {
            throw PuertoError(
                .invalid, "port \(port) is not for this user", hint: "use one above 1023"
            ).spanish(
                "el puerto \(port) no es para este usuario", hint: "usa uno por encima de 1023")
        }
    }

    /// The time for a request's head from its first byte, between two parts of its body, and for
    /// the next request of a connection. The printed Caddyfile closes its connections before.
    private static let patience = TimeAmount.seconds(15)

    private static let silent = Logger(label: "puerto") { _ in SwiftLogNoOpLogHandler() }

    private var router: Router<PortalContext> {
        let router = Router(context: PortalContext.self)
        router.add(middleware: LocalGuard(names: names))
        if let hook { router.add(middleware: HookMount(hook: hook)) }
        router.add(middleware: BodyDrain())
        if let hook, isGuarded { router.add(middleware: SessionGuard(hook: hook)) }
        let files = StaticFiles(folder: folder, isLive: openPages != nil)
        let home = Response.redirect(to: "/\(PortalPath.home)", type: .found)
        for method in [HTTPRequest.Method.get, .head] {
            router.on("/", method: method) { _, _ in home }
            router.on("/**", method: method) { [openPages] request, _ in
                if request.uri.path == "/portal" { return home }
                let live = openPages.flatMap { LiveReload.response(to: request, $0) }
                return live ?? LiveReload.style(for: request) ?? files.response(to: request)
                    ?? LiveReload.nothing(for: request, isLive: openPages != nil)
            }
        }
        return router
    }
}
