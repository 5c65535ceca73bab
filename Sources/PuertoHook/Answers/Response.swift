internal import Hypertext

/// An answer, as a door sends it.
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

    init(_ status: Int, _ headers: [HeaderField] = [], json view: some JSONView) {
        self.init(
            status, headers + [HeaderField("Content-Type", fixed: "application/json")],
            view.json.text)
    }

    /// To a page of this site; the path is the hook's own, or was looked at.
    static func seeOther(_ path: String) -> Response {
        let field =
            HeaderField("Location", path) ?? HeaderField("Location", fixed: "/")
        return Response(303, [field])
    }

    private static let policy: StaticString = """
        default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; \
        base-uri 'none'; frame-ancestors 'none'
        """

    /// What no door knows: answers are nobody's to keep, and depend on who asks.
    mutating func addUsualHeaders() {
        if case .bytes = body { headers.append(HeaderField("Cache-Control", fixed: "no-store")) }
        headers.append(HeaderField("Vary", fixed: "Accept, Accept-Language, Cookie"))
    }
}

/// A header field that can be nothing else: its value has no control characters in it (RFC 9110,
/// 5.5), so nobody's text ends a line.
package struct HeaderField: Hashable, Sendable {
    package let name: String
    package let value: String

    /// `nil` for a value with a byte that is not printable ASCII.
    package init?(_ name: StaticString, _ value: String) {
        guard value.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else { return nil }
        self.name = "\(name)"
        self.value = value
    }

    /// Of a value that stands in the program.
    package init(_ name: StaticString, fixed value: StaticString) {
        self.name = "\(name)"
        self.value = "\(value)"
    }
}
