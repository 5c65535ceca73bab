import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
import PuertoCore
internal import PuertoDoor

/// Sends browsers to the portal's own host name, and refuses requests for names that are not this
/// machine's. No page is read and nobody logs in under a name that other servers share.
struct LocalGuard: RouterMiddleware {
    typealias Context = PortalContext

    private let names: ServedNames
    private let fields: [HTTPField]

    init(names: ServedNames) {
        self.names = names
        fields = Protection.httpFields(of: names.proxied)
    }

    func handle(
        _ request: Request, context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response: Response
        switch names.treatment(
            of: request.head.authority ?? "", request.head.path ?? "/",
            isRead: request.method == .get || request.method == .head)
        {
        case .answer: response = try await next(request, context)
        case .redirect(let address):
            response = .redirect(to: address, type: .found)
            response.headers[.cacheControl] = "no-store"
        case .refuse(let address):
            let page = LocalGuard.page(request, to: address, context.peer)
            response = page ?? LocalGuard.refusal(address, request)
        case .misdirected:
            // A page of another site that has this machine's address learns nothing of the portal,
            // not even that it is one.
            return Response(status: .misdirectedRequest)
        }
        for field in fields { response.headers[field.name] = field.value }
        return response
    }

    /// The page for a person; `nil` for a program.
    private static func page(_ request: Request, to address: String, _ peer: String) -> Response? {
        HookDoor.misdirected(request, to: address, peer: peer).map { Response($0) }
    }

    /// A problem document (RFC 9457) in the reader's language.
    private static func refusal(_ address: String, _ request: Request) -> Response {
        let wanted = request.headers[.acceptLanguage]?.lowercased() ?? ""
        let l: Language = wanted.hasPrefix("es") ? .es : .en
        var json = JSONObject()
        json.add("type", "about:blank")
        json.add("title", "Misdirected Request")
        json.add("status", 421)
        json.add("detail", l("el portal está en \(address)", "the portal is at \(address)"))
        let bytes = json.text
        return Response(
            status: .misdirectedRequest,
            headers: [
                .contentType: "application/problem+json", .cacheControl: "no-store",
                .contentLength: String(bytes.count), .contentLanguage: l.rawValue,
            ], body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
