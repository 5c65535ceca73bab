internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import PuertoCore
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
            return Response(await hook.refusal(error, of: request, at: nil, peer: context.peer))
        }
        let isContact = target.path.elementsEqual(SecurityContact.path.utf8)
        let contact = isContact ? Array("/security.txt".utf8) : nil
        guard let path = contact ?? target.below(hook.mount) else {
            return try await next(request, context)
        }
        return Response(await hook.answer(request, at: path, peer: context.peer))
    }
}
