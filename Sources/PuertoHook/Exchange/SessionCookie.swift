internal import PuertoCore
internal import PuertoVault

/// The cookie that holds a session's token.
struct SessionCookie {
    /// Under a name that begins like this, a browser takes the cookie from the host itself over TLS
    /// only (RFC 6265bis, 4.1.3.2). Names below `localhost` count as if they had TLS.
    let name = "__Host-puerto"
}

extension SessionCookie {
    /// The token of the one cookie of this name. Of two, one was set by another site: then there is
    /// none.
    func token(in request: Request) -> SessionToken? {
        let name = Array(name.utf8)
        let lines = request.headers.filter { $0.name == "cookie" }
        let pairs = lines.flatMap { $0.value.split(separator: UInt8(ascii: ";")) }
        let values = pairs.compactMap { pair -> ArraySlice<UInt8>? in
            let trimmed = pair.drop { $0 == 0x20 }
            guard let sign = trimmed.firstIndex(of: UInt8(ascii: "=")),
                trimmed[..<sign].elementsEqual(name)
            else { return nil }
            return trimmed[(sign + 1)...]
        }
        return values.count == 1 ? SessionToken(values[0]) : nil
    }

    /// The header field that sets the cookie.
    func setting(_ token: SessionToken) throws -> HeaderField {
        let value = token.cookie.revealText() ?? ""
        guard let field = HeaderField("Set-Cookie", "\(name)=\(value)\(attributes)") else {
            throw Problem(500)
        }
        return field
    }

    /// The header field that removes the cookie.
    var removal: HeaderField? { HeaderField("Set-Cookie", "\(name)=; Max-Age=0\(attributes)") }

    private var attributes: String { "; Path=/; HttpOnly; SameSite=Strict; Secure" }
}
