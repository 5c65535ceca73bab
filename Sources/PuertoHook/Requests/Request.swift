/// A request as an adapter hands it on: nothing in it is trusted yet, everything is bounded.
package struct Request: Sendable {
    /// The method as it was sent.
    package var method: String
    /// The path below the hook's mount, percent-decoded once (RFC 3875, `PATH_INFO`); it begins with
    /// `/`.
    package var path: [UInt8]
    /// The text after the `?`, as it was sent.
    package var query: [UInt8]
    /// The header fields, with names in lower case. A field that was sent several times is there
    /// several times, or joined with `, ` if the web server joined them.
    package var headers: [Header]
    package var body: [UInt8]
    /// The address of the other end of the connection: a client or a proxy.
    package var peer: String

    package struct Header: Hashable, Sendable {
        package let name: String
        package let value: [UInt8]

        package init(name: String, value: [UInt8]) {
            self.name = name
            self.value = value
        }
    }

    package init(
        method: String, path: [UInt8], query: [UInt8] = [], headers: [Header] = [],
        body: [UInt8] = [], peer: String
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
        self.peer = peer
    }

    /// The bytes that a body may have; an adapter answers 413 to a longer one without reading it.
    package static let bodyLimit = 65_536
}

extension Request {
    /// The value of a header field that was sent once; `nil` if it is missing or there are several.
    func header(_ name: String) -> [UInt8]? {
        let found = headers.filter { $0.name == name }
        return found.count == 1 ? found[0].value : nil
    }
}
