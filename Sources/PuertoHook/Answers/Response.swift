internal import Hypertext
internal import PuertoCore

/// An answer, as an adapter sends it.
package struct Response: Sendable {
    package var status: Int
    package var headers: [HeaderField]
    package var body: Body

    package enum Body: Sendable {
        case bytes([UInt8])
        /// A file below `public/`, by its path there, as `portal/index.html`.
        case file(String)
    }

    package init(_ status: Int, _ headers: [HeaderField] = [], _ body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = .bytes(body)
    }
}

extension Response {
    init(_ status: Int, _ headers: [HeaderField] = [], page: HTML) {
        self.init(
            status,
            headers + [
                HeaderField("Content-Type", fixed: "text/html; charset=utf-8"),
                HeaderField("Content-Security-Policy", fixed: Response.policy),
            ], page.bytes)
    }

    /// A page with a script of the portal's, which may send requests to this server.
    init(_ status: Int, _ headers: [HeaderField] = [], scripted page: HTML) {
        self.init(
            status,
            headers + [
                HeaderField("Content-Type", fixed: "text/html; charset=utf-8"),
                HeaderField("Content-Security-Policy", fixed: Response.scriptedPolicy),
            ], page.bytes)
    }

    init(_ status: Int, _ headers: [HeaderField] = [], json view: some JSONView) {
        self.init(
            status, headers + [HeaderField("Content-Type", fixed: "application/json")],
            view.json.text)
    }

    var isJSON: Bool {
        headers.contains { $0.name == "Content-Type" && $0.value == "application/json" }
    }

    /// Puts a page in the place of data; status and other fields stay.
    mutating func turn(into page: HTML) {
        let kept = headers.filter { $0.name != "Content-Type" }
        self = Response(status, kept, page: page)
    }

    /// Redirects to a page of this site. The path is the hook's own or was checked.
    static func seeOther(_ path: String) -> Response {
        let field =
            HeaderField("Location", path) ?? HeaderField("Location", fixed: "/")
        return Response(303, [field])
    }

    private static let policy: StaticString = """
        default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; \
        base-uri 'none'; frame-ancestors 'none'
        """

    private static let scriptedPolicy: StaticString = """
        default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; \
        connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'
        """

    /// Adds the fields that no adapter knows of: an answer is not cached, depends on the caller, and
    /// keeps browsers to TLS where the portal has it.
    mutating func addUsualHeaders(of web: WebSettings?) {
        if web?.isSecure == true { headers.append(.strictTransport) }
        if case .bytes = body { headers.append(HeaderField("Cache-Control", fixed: "no-store")) }
        headers.append(HeaderField("Vary", fixed: "Accept, Accept-Language, Cookie"))
    }
}
