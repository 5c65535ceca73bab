/// A request as a door hands it on: nothing in it is believed yet, everything is bounded.
package struct Request: Sendable {
    /// As it was sent, in its own letters.
    package var method: String
    /// Below the hook's mount, percent-decoding done once (RFC 3875, `PATH_INFO`); begins with `/`.
    package var path: [UInt8]
    /// What follows the `?`, as it was sent.
    package var query: [UInt8]
    /// Names in lower case. A field that was sent several times is there several times, or joined
    /// with `, ` where the server has joined them.
    package var headers: [Header]
    package var body: [UInt8]
    /// The address of whoever is connected: a client, or a proxy.
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

    /// No request has more; a door that is told of more answers 413 without reading it.
    package static let bodyLimit = 65_536
}

extension Request {
    /// The value of a field that was sent once; `nil` when it is missing or there are several.
    func header(_ name: String) -> [UInt8]? {
        let found = headers.filter { $0.name == name }
        return found.count == 1 ? found[0].value : nil
    }
}
