import PuertoCore
import PuertoStore
import Testing

@testable import PuertoHook
@testable import PuertoVault

/// A receipt names the reader's network, and wrong tokens are counted by network.
@Suite struct LinkReaderTests {
    @Test func theSixthWrongTryIsTooManyAndTheRightReaderElsewhereIsLetIn() throws {
        let portal = try Portal(proxies: ["10.0.0.1"], clients: "acme")
        let (link, other) = (try portal.addLink(), try portal.addLink())
        for _ in 0..<5 { #expect(try portal.claim(link, token: other.token).status == 404) }
        let answer = try portal.refused(429) { try portal.claim(link, token: other.token) }
        #expect(answer["Retry-After"] == "600")
        // From that network the right token is refused too.
        try portal.refused(429) { try portal.claim(link) }
        // Another spelling of the address does not help, and neither does a forged header field.
        try portal.refused(429) { try portal.claim(link, from: "::ffff:198.51.100.1") }
        try portal.refused(429) { try portal.claim(link, from: "::FFFF:c633:6401") }
        try portal.refused(429) {
            try portal.send(
                "POST", "/claim", by: Visitor(peer: "198.51.100.1"),
                .json(#"{"id": "\#(link.id)", "token": "\#(link.token)"}"#),
                headers: ["x-forwarded-for": "192.0.2.99"])
        }
        #expect(try portal.claim(other).status == 200)
        #expect(try portal.claim(link, from: "198.51.100.2").status == 200)
    }

    @Test func anUnknownLinkIsAsSoonTooManyAsAKnownOne() throws {
        let portal = try Portal(clients: "acme")
        let (known, unknown) = (try portal.addLink(), Base64.url.encode(Random.bytes(16)))
        let wrong = Base64.url.encode(Random.bytes(32))
        func statuses(_ id: String) throws -> [Int] {
            try (0..<7).map { _ in
                try portal.claim(#"{"id": "\#(id)", "token": "\#(wrong)"}"#).status
            }
        }
        #expect(try statuses(known.id) == statuses(unknown))
        portal.pass(601)
        #expect(try portal.claim(known).status == 200)
    }

    @Test func aNetworkOfIPv6IsOneReader() throws {
        let portal = try Portal(clients: "acme")
        let (link, other) = (try portal.addLink(), try portal.addLink())
        for host in 1...5 {
            _ = try portal.claim(link, token: other.token, from: "2001:db8:1:2::\(host)")
        }
        try portal.refused(429) { try portal.claim(link, from: "2001:db8:1:2:ffff::9") }
        #expect(try portal.claim(link, from: "2001:db8:1:3::1").status == 200)
        let receipt = try portal.store.links(of: Slug("acme")).last
        #expect(receipt?.readFrom == "2001:db8:1::/48")
    }

    /// A trusted proxy tells readers apart; the header fields of a reader do not.
    @Test func behindAProxyReadersAreToldApart() throws {
        let portal = try Portal(proxies: ["10.0.0.1", "10.0.0.2"], clients: "acme")
        let (link, other) = (try portal.addLink(), try portal.addLink())
        func claim(_ forwarded: String, _ token: String) throws -> Int {
            try portal.send(
                "POST", "/claim", by: Visitor(peer: "10.0.0.1"),
                .json(#"{"id": "\#(link.id)", "token": "\#(token)"}"#),
                headers: ["x-forwarded-for": forwarded]
            ).status
        }
        for turn in 0..<5 {
            // Some proxies write the port too.
            let port = turn == 0 ? "" : ":471\(turn)"
            let hops = "192.0.2.\(turn), 203.0.113.9\(port), 10.0.0.2\(port)"
            #expect(try claim(hops, other.token) == 404)
        }
        #expect(try claim("192.0.2.77, 203.0.113.9", link.token) == 429)
        #expect(try claim("203.0.113.9, 203.0.113.10:4711", link.token) == 200)
    }

    @Test(arguments: [
        ("203.0.113.9:4711", "203.0.113.9"), (" 203.0.113.9 ", "203.0.113.9"),
        ("[2001:db8:1:2::1]:443", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::1]", "2001:db8:1:2::/64"), ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("203.0.113.9:4711:1", "unknown"), ("[", "unknown"), (":4711", "unknown"),
    ])
    func aPortAfterAnAddressDoesNotCount(hop: String, network: String) {
        let field = Request.Header(name: "x-forwarded-for", value: Array(hop.utf8))
        let request = Request(
            method: "GET", path: [], query: [], headers: [field], body: [], peer: "10.0.0.1")
        #expect(request.network(behind: ["10.0.0.1"]).text == network)
    }

    /// A socket for both families spells an IPv4 address as one of IPv6.
    @Test func aProxyIsKnownByEitherSpelling() throws {
        let portal = try Portal(proxies: ["10.0.0.1"], clients: "acme")
        let link = try portal.addLink()
        _ = try portal.send(
            "POST", "/claim", by: Visitor(peer: "::ffff:10.0.0.1"),
            .json(#"{"id": "\#(link.id)", "token": "\#(link.token)"}"#),
            headers: ["x-forwarded-for": "203.0.113.9"])
        #expect(try portal.store.links(of: Slug("acme")).first?.readFrom == "203.0.113.0/24")
    }
}
