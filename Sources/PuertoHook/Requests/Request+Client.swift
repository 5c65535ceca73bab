internal import PuertoCore

extension Request {
    /// Whether a person is to read the answer. A web server that asks `/session/check` hands on
    /// its visitor's `Accept`, and wants a status only.
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
        let hops = String(decoding: forwarded, as: UTF8.self).split(separator: ",").map { hop in
            String(hop.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
        return Network(hops.last { !Request.isProxy($0, proxies) } ?? peer)
    }

    /// A proxy's address is spelled as it is configured, or as a socket for both families spells
    /// it (RFC 4291, 2.5.5.2).
    private static func isProxy(_ address: String, _ proxies: [String]) -> Bool {
        proxies.contains(address)
            || (address.hasPrefix("::ffff:") && proxies.contains(String(address.dropFirst(7))))
    }
}
