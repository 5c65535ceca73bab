internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import PuertoDoor

/// Passes what is below the hook's path on to it; a path that cannot be decoded goes nowhere.
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

extension Response {
    init(_ answer: Answer) {
        let bytes = answer.file?.bytes() ?? answer.bytes
        self.init(
            status: .init(code: answer.status), headers: HTTPFields(answer.httpFields),
            body: bytes.isEmpty ? .init() : .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
