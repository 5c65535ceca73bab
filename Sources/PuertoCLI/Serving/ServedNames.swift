import PuertoCore

/// The host names that `puerto serve` answers to.
struct ServedNames: Sendable {
    /// The portal's own name: on this machine, or as a proxy passes it on.
    let own: HostName
    /// The portal's settings where a proxy stands in front.
    var proxied: WebSettings?
    /// The hook's path; `nil` without a hook.
    var mount: String?

    /// A portal without a proxy has a name below `localhost`: the one of `web.url` if that is one.
    init(local web: WebSettings?) {
        let name = web?.hostName
        own = name?.isBelowLocalhost == true ? name ?? .portal : .portal
        mount = web?.hook
    }

    init(proxied web: WebSettings) {
        own = web.hostName
        proxied = web
        mount = web.hook
    }
}

extension ServedNames {
    /// The treatment of a request for one name or another.
    enum Treatment: Equatable {
        case answer
        /// A page is at this address, which browsers keep cookies for.
        case redirect(String)
        /// Only the portal's own address, which is named, takes this request.
        case refuse(String)
        /// The name is no name of this machine: it can be a web page elsewhere that calls it so
        /// (DNS rebinding).
        case misdirected
    }

    /// `target` is path and query; `isRead` says whether the request changes nothing.
    func treatment(of authority: String, _ target: String, isRead: Bool) -> Treatment {
        let name = HostName(authority: authority)
        if name == own { return .answer }
        guard name.isMachine else { return .misdirected }
        // A proxy with TLS may pass a name of the machine on. The hook checks logins itself.
        if proxied?.isSecure == true || isForPrograms(target) { return .answer }
        let address = proxied?.origin ?? "http://\(own.text)\(ServedNames.port(of: authority))"
        guard isRead else { return .refuse(address) }
        return .redirect(address + (target.hasPrefix("/") ? target : "/"))
    }

    /// Tells whether a path is one that programs ask for, without cookies.
    private func isForPrograms(_ target: String) -> Bool {
        guard let mount else { return false }
        let path = target.split(separator: "?", omittingEmptySubsequences: false)[0]
        return ["\(mount)/health", "\(mount)/calls"].contains { path == $0 }
    }

    /// The port of an authority with its colon; empty without one.
    private static func port(of authority: String) -> String {
        guard let colon = authority.utf8.lastIndex(of: UInt8(ascii: ":")) else { return "" }
        let digits = authority.utf8[authority.utf8.index(after: colon)...]
        let port = Int(canonicalDigits: digits, upTo: 5)
        return port.map { (1...65535).contains($0) ? ":\($0)" : "" } ?? ""
    }
}
