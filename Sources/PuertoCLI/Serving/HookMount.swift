internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import PuertoDoor

/// Passes requests below the hook's path to the hook; refuses a path that cannot be decoded.
struct HookMount: RouterMiddleware {
    typealias Context = PortalContext

    let hook: HookDoor

    func handle(
        _ request: Request, context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let target: PercentPath
        do {
            target = try PercentPath((request.head.path ?? "/").utf8)
        } catch {
            return Response(Answer(error.response, to: nil, files: "", by: .here))
        }
        guard let path = target.below(hook.mount) else { return try await next(request, context) }
        return Response(await hook.answer(request, at: path, peer: context.peer))
    }
}
