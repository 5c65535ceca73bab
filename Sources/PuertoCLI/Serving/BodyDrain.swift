internal import HTTPTypes
internal import Hummingbird
internal import PuertoDoor

/// Reads the body of a request for a page, which takes none, within the time for a body. Otherwise
/// the connection would wait for its end.
struct BodyDrain: RouterMiddleware {
    typealias Context = PortalContext

    func handle(
        _ request: Request, context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let length = request.headers[.contentLength] ?? "0"
        guard length != "0" || request.headers[.transferEncoding] != nil else {
            return try await next(request, context)
        }
        do {
            _ = try await HookDoor.collected(request)
        } catch {
            return Response(Answer(error.response, to: nil, files: "", by: .here))
        }
        return try await next(request, context)
    }
}
