internal import HTTPTypes
internal import Hummingbird
internal import PuertoCore
internal import PuertoDoor

/// Refuses requests for any host but this machine and, behind a proxy, the portal's host. So a web
/// page elsewhere cannot read the portal by a name of its own that points here (DNS rebinding).
struct LocalGuard: RouterMiddleware {
    typealias Context = PortalContext

    /// Host and port of the portal, as a proxy passes them on.
    var origin: String?

    func handle(
        _ request: Request, context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let authority = request.head.authority ?? ""
        guard LocalGuard.isLocal(authority) || authority.lowercased() == origin else {
            return Response(status: .misdirectedRequest)
        }
        var response = try await next(request, context)
        for field in Protection.httpFields { response.headers[field.name] = field.value }
        return response
    }

    static func isLocal(_ authority: String) -> Bool {
        let authority = authority.lowercased()
        return ["localhost", "127.0.0.1", "[::1]"].contains { name in
            guard authority.hasPrefix(name) else { return false }
            let rest = authority.dropFirst(name.count)
            return rest.isEmpty
                || (rest.first == ":"
                    && rest.dropFirst().utf8.allSatisfy { $0.isDigit })
        }
    }
}
