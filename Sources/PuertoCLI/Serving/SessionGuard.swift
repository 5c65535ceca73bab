internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import PuertoCore
internal import PuertoDoor

/// Lets only logged-in operators read the portal's pages; redirects other requests to the login.
struct SessionGuard: RouterMiddleware {
    typealias Context = PortalContext

    let hook: HookDoor

    func handle(
        _ request: Request, context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let path = request.uri.path
        guard !SessionGuard.isOpen(path) else { return try await next(request, context) }
        switch await hook.check(request, peer: context.peer) {
        case .known: return try await next(request, context)
        case .unknown:
            let wanted = Sendfile.encoded(request.head.path ?? "/")
            return .redirect(to: "\(hook.mount)/login?next=\(wanted)", type: .found)
        case .unsaid(let answer): return Response(answer)
        }
    }

    /// Tells whether a path needs no session: `/` and `/portal` only redirect. Every other path,
    /// also a future one, needs a session.
    private static func isOpen(_ path: String) -> Bool {
        switch PortalPath.Folder(ofURLPath: path) {
        case .assets, .onboarding, .link: true
        case .portal: false
        case nil: ["/", "/portal"].contains(path)
        }
    }
}
