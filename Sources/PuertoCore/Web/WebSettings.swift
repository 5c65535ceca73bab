/// The section `web` of `puerto.yaml`: the address of the portal and the path of its hook.
package struct WebSettings: Hashable, Sendable {
    /// Scheme, host and port, as a browser sends them in `Origin`.
    package let origin: String
    /// The hook's path on that origin, as in `/hook`.
    package let hook: String
    /// Addresses of proxies whose `X-Forwarded-For` is believed.
    package let proxies: [String]

    /// Throws `invalid` for an origin with a path, for a name of the machine itself, whose cookies
    /// all of its servers get, and for one without TLS unless its name is below `localhost`: a
    /// session's cookie could be read in transit.
    package init(origin: String, hook: String = WebSettings.usualHook, proxies: [String] = [])
        throws
    {
        self.origin = try WebSettings.checked(origin)
        self.hook = try WebSettings.checked(hook: hook)
        self.proxies = proxies
    }

    package static let usualHook = "/hook"

    /// The path of the portal's pages. A web server that runs programs only below `/cgi-bin/`
    /// rewrites no address: there the hook sends the pages from its own.
    package var portal: String { hook.hasPrefix("/cgi-bin/") ? "\(hook)/portal" : "/portal" }

    /// True when the portal is served with TLS. Without it its name is one below `localhost`.
    package var isSecure: Bool { origin.hasPrefix("https://") }

    package var hostName: HostName { HostName(of: origin) }
}

extension WebSettings {
    private static func checked(_ origin: String) throws -> String {
        guard let (scheme, authority) = parts(of: origin) else {
            throw PuertoError(
                .invalid, "\(PuertoError.quote(origin)) is not where a portal is served",
                hint: "https://portal.example.com, without a path"
            ).spanish(
                "\(PuertoError.quote(origin)) no es una dirección donde se sirva un portal",
                hint: "https://portal.example.com, sin ruta")
        }
        let name = HostName(authority: authority)
        guard !name.isMachine else { throw shared(origin, scheme, authority) }
        guard scheme == "https" || name.isBelowLocalhost else { throw unsafe(origin) }
        return origin
    }

    private static func unsafe(_ origin: String) -> PuertoError {
        PuertoError(
            .invalid, "\(PuertoError.quote(origin)) sends passwords without TLS",
            hint: "https://…; http:// is for names below localhost only, as in "
                + "http://\(HostName.portal.text):8080"
        ).spanish(
            "\(PuertoError.quote(origin)) envía las contraseñas sin TLS",
            hint:
                "https://…; http:// es solo para nombres de localhost, como http://\(HostName.portal.text):8080"
        )
    }

    /// The error for a name of the machine itself. Every client's ports are there, whatever `url`
    /// says.
    private static func shared(_ origin: String, _ scheme: String, _ authority: Substring)
        -> PuertoError
    {
        let port = authority.split(separator: ":").dropFirst().first.map { ":\($0)" } ?? ""
        return PuertoError(
            .invalid,
            "\(PuertoError.quote(origin)) is a name that all servers of the machine share",
            hint: "browsers send a name's cookies to all of its ports, also to clients; write "
                + "\(scheme)://\(HostName.portal.text)\(port)"
        ).spanish(
            "\(PuertoError.quote(origin)) es un nombre que comparten todos los servidores de la máquina",
            hint:
                "los navegadores mandan las cookies de un nombre a todos sus puertos, también a los clientes; escribe \(scheme)://\(HostName.portal.text)\(port)"
        )
    }

    private static func parts(of origin: String) -> (scheme: String, authority: Substring)? {
        for scheme in ["https", "http"] where origin.hasPrefix(scheme + "://") {
            let authority = origin.dropFirst(scheme.utf8.count + 3)
            let halves = authority.split(separator: ":", omittingEmptySubsequences: false)
            // Default ports are left out of `Origin`.
            let isUsual = (scheme == "https" ? "443" : "80")
            guard (1...2).contains(halves.count), isHost(halves[0]),
                halves.count == 1 || (isPort(halves[1]) && halves[1] != isUsual)
            else { return nil }
            return (scheme, authority)
        }
        return nil
    }

    private static func isHost(_ text: Substring) -> Bool {
        let labels = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return (1...253).contains(text.utf8.count)
            && labels.allSatisfy { label in
                !label.isEmpty
                    && label.allSatisfy { $0.isLowerAlphanumeric || $0 == 0x2D }
            }
    }

    private static func isPort(_ text: Substring) -> Bool {
        Int(canonicalDigits: text.utf8, upTo: 5).map { (1...65535).contains($0) } == true
    }

    private static func checked(hook: String) throws -> String {
        let parts = hook.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        let isPlain = parts.dropFirst().allSatisfy { part in
            !part.isEmpty
                && part.allSatisfy { $0.isLowerAlphanumeric || $0 == 0x2D }
        }
        guard parts.count >= 2, parts[0].isEmpty, isPlain, hook.utf8.count <= 100 else {
            throw PuertoError(
                .invalid, "\(PuertoError.quote(hook)) is not the path of a hook",
                hint: "as in /hook or /cgi-bin/puerto: a-z, 0-9, hyphens and slashes"
            ).spanish(
                "\(PuertoError.quote(hook)) no es una ruta para las acciones del portal",
                hint: "como /hook o /cgi-bin/puerto: a-z, 0-9, guiones y barras")
        }
        return hook
    }
}

extension WebSettings: Codable {
    private enum CodingKeys: CodingKey { case origin, hook, proxies }

    /// Throws what the initializer throws.
    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            origin: fields.decode(String.self, forKey: .origin),
            hook: fields.decode(String.self, forKey: .hook),
            proxies: fields.decode([String].self, forKey: .proxies))
    }
}
