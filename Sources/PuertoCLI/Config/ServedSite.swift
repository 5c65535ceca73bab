import PuertoCore
import PuertoDoor
import PuertoHook

/// The values of a workspace for a server's configuration; each can be written into it.
struct ServedSite {
    /// The absolute path of the workspace.
    let folder: String
    let web: WebSettings
    let program: String
    let cgi: String
    let user: String
    /// The user that runs puerto.
    let owner: String
    let address: String
    let port: Int
    let servePort: Int
    let state: String
    /// Proxies in front, whose `X-Forwarded-For` the web server believes.
    let proxies: [String]

    /// Throws `invalid` for a path with control characters, a name that is no user's, or an address
    /// without a port.
    init(
        folder: String, web: WebSettings, program: String, cgi: String, user: String,
        owner: String, listen: String, servePort: Int, state: String, proxies: [String]
    ) throws {
        for path in [folder, program, cgi, state] { try Self.check(path) }
        for name in [user, owner] where !Self.isUser(name) {
            throw PuertoError(
                .invalid, "\(PuertoError.quote(name)) is not the name of a user",
                hint: "letters, digits, hyphens and underscores"
            ).spanish(
                "\(PuertoError.quote(name)) no es el nombre de un usuario",
                hint: "letras, cifras, guiones y guiones bajos")
        }
        for proxy in proxies where Network(proxy).text == "unknown" {
            throw PuertoError(
                .invalid, "\(PuertoError.quote(proxy)) is not the address of a proxy",
                hint: "one IPv4 or IPv6 address, as in 127.0.0.1 or ::1; no names and no ranges"
            ).spanish(
                "\(PuertoError.quote(proxy)) no es la dirección de un proxy",
                hint: "una dirección IPv4 o IPv6, como 127.0.0.1 o ::1; ni nombres ni rangos")
        }
        guard let (address, port) = Self.parts(of: listen), (1...65535).contains(servePort) else {
            throw PuertoError(
                .invalid, "\(PuertoError.quote(listen)) is not an address with a port",
                hint: "as in 127.0.0.1:8080 or [::1]:8080"
            ).spanish(
                "\(PuertoError.quote(listen)) no es una dirección con puerto",
                hint: "como 127.0.0.1:8080 o [::1]:8080")
        }
        (self.folder, self.web, self.program, self.cgi) = (folder, web, program, cgi)
        (self.user, self.owner, self.address, self.port) = (user, owner, address, port)
        (self.servePort, self.state, self.proxies) = (servePort, state, proxies)
    }
}

extension ServedSite {
    var hook: String { web.hook }
    var origin: String { web.origin }
    /// The portal's name without scheme and port.
    var name: String {
        let authority = web.origin.split(separator: "/").last ?? ""
        return String(authority.split(separator: ":")[0])
    }
    var listen: String { "\(address):\(port)" }
    /// The protective fields of every answer.
    var fields: [HeaderField] { Protection.fields(of: web) }

    /// The comment lines that name the program beside the web server, for a configuration's head.
    var brokerComment: String {
        """
        # Beside it, as \(owner), who owns the records:
        #   \(Written.shell(program)) broker --user \(user) --workspace \(Written.shell(folder))
        """
    }

    func files(_ name: String) -> String { "\(folder)/public/\(name)" }

    func inState(_ name: String) -> String { "\(state)/\(name)" }

    /// The warning where the hook sees every caller at the proxy's address: then ten wrong
    /// passwords by anybody keep everybody's passwords out.
    var addressWarning: String? {
        guard web.isSecure, isLocal, web.proxies.isEmpty, proxies.isEmpty else { return nil }
        return "\(listen) is for a proxy that ends TLS, and every caller has the proxy's address "
            + "there: ten wrong passwords by anybody keep everybody out (--proxy 127.0.0.1, or "
            + "proxies: [127.0.0.1] under web in puerto.yaml)"
    }

    /// Tells whether it listens for callers of this machine alone.
    private var isLocal: Bool { address.hasPrefix("127.") || address == "[::1]" }

    /// The hook's paths that log in, as a regular expression's end.
    static let logins = "/session(/(code|passkey(/.*)?))?$"

    /// Addresses that stand for many callers, and have no limits of their own: this machine's, and
    /// those that only the hook knows as proxies.
    var sharedAddresses: [String] {
        ["127.0.0.0/8", "::1"]
            + web.proxies.filter { !proxies.contains($0) && !$0.hasPrefix("127.") && $0 != "::1" }
    }

    /// A regular expression for the paths of public files; no part begins with a dot.
    static let openFiles = "^/(assets|welcome|x)(/[A-Za-z0-9-][A-Za-z0-9.-]*)+$"

    private static func check(_ path: String) throws {
        guard path.unicodeScalars.allSatisfy({ $0.value >= 0x20 && !(0x7F...0x9F ~= $0.value) })
        else {
            throw PuertoError(
                .invalid, "\(PuertoError.quote(path)) has control characters in it",
                hint: "no server's configuration can name it; rename the folder"
            ).spanish(
                "\(PuertoError.quote(path)) tiene caracteres de control",
                hint:
                    "la configuración de ningún servidor puede nombrarla; cambia el nombre de la carpeta"
            )
        }
    }

    private static func isUser(_ name: String) -> Bool {
        (1...32).contains(name.utf8.count) && name.utf8.first != UInt8(ascii: "-")
            && name.utf8.allSatisfy { byte in
                byte.isAlphanumeric || byte == 0x2D || byte == 0x5F
            }
    }

    /// Splits an address and its port: `[::1]:80` has the address `[::1]`. `nil` for anything else.
    private static func parts(of listen: String) -> (String, Int)? {
        guard let cut = listen.utf8.lastIndex(of: UInt8(ascii: ":")) else { return nil }
        let (address, digits) = (listen[..<cut], listen[listen.utf8.index(after: cut)...])
        let isSix = address.hasPrefix("[") && address.hasSuffix("]")
        let letters = isSix ? address.dropFirst().dropLast() : address
        let isAddress = letters.utf8.allSatisfy { byte in
            byte.isDigit || byte == 0x2E || (isSix && (byte.isLowerHexDigit || byte == 0x3A))
        }
        guard isAddress, !letters.isEmpty, let port = Int(digits: digits.utf8, upTo: 5),
            (1...65535).contains(port)
        else { return nil }
        return (String(address), port)
    }
}
