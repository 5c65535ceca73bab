internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import PuertoDoor

/// Lets those alone read the operator's pages whom the hook knows; others go to its login.
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

    /// Everything else is the operator's, whatever it may be one day. Two only lead there.
    private static func isOpen(_ path: String) -> Bool {
        ["/", "/portal"].contains(path)
            || ["/assets/", "/welcome/", "/x/"].contains { path.hasPrefix($0) }
    }
}
