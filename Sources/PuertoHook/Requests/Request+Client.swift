internal import PuertoCore

extension Request {
    /// Tells whether a person is to read the answer. A web server that asks `/session/check` hands
    /// on its visitor's `Accept`, and wants a status only.
    var wantsPage: Bool {
        guard let accept = header("accept"), !path.elementsEqual("/session/check".utf8) else {
            return false
        }
        return String(decoding: accept, as: UTF8.self).contains("text/html")
    }

    /// The client's network: the peer's, or the one that the nearest trusted proxy names.
    func network(behind proxies: [String]) -> Network {
        guard Request.isProxy(peer, proxies), let forwarded = header("x-forwarded-for") else {
            return Network(peer)
        }
        let hops = String(decoding: forwarded, as: UTF8.self).split(separator: ",")
            .map(Request.address)
        return Network(hops.last { !Request.isProxy($0, proxies) } ?? peer)
    }

    /// The address of a hop, without the port that some proxies write after it:
    /// `203.0.113.9:4711`, `[2001:db8::1]:443`.
    private static func address(of hop: Substring) -> String {
        let hop = String(hop.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        if hop.hasPrefix("[") { return String(hop.dropFirst().prefix { $0 != "]" }) }
        let parts = hop.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count == 2 ? String(parts[0]) : hop
    }

    /// Tells whether the request was sent to the portal's own host name, as its `Host` says, or as
    /// a trusted proxy says that it was. A session that began under another name would be known to
    /// all servers that share that name.
    func isSent(to web: WebSettings) -> Bool {
        let isTrusted = Request.isProxy(peer, web.proxies)
        let fields = isTrusted ? ["x-forwarded-host", "host"] : ["host"]
        return fields.contains { name in header(name).map(Request.hostName) == web.hostName }
    }

    /// The host name that a person's request was sent to, if it is one of this machine and another
    /// than the portal's.
    func machineName(besides web: WebSettings) -> HostName? {
        guard wantsPage, let host = header("host").map(Request.hostName),
            host.isMachine || host.isBelowLocalhost, !isSent(to: web)
        else { return nil }
        return host
    }

    private static func hostName(_ field: [UInt8]) -> HostName {
        HostName(authority: String(decoding: field, as: UTF8.self))
    }

    /// A proxy's address is spelled as it is configured, or as a socket for both families spells
    /// it (RFC 4291, 2.5.5.2).
    private static func isProxy(_ address: String, _ proxies: [String]) -> Bool {
        proxies.contains(address)
            || (address.hasPrefix("::ffff:") && proxies.contains(String(address.dropFirst(7))))
    }
}
