internal import Glibc
internal import PuertoCore

extension ConfigurationFile {
    /// The settings of the web; `nil` when the section is missing, and the portal is read-only.
    static func web(_ root: inout YAMLMap) throws
        -> (settings: WebSettings, passkeys: PasskeyPolicy)?
    {
        guard var map = try root.optionalMap("web") else { return nil }
        var errors = ErrorCollector()
        let origin = try errors.attempt {
            try map.parsed("url") { try WebSettings(origin: $0).origin }
        }
        let hook = try errors.attempt { try map.optionalParsed("hook", Self.hook) }
        let proxies = try errors.attempt { try Self.proxies(&map) }
        let reveal = try errors.attempt { try map.optionalParsed("reveal", Self.reveal) }
        let requires = try errors.attempt {
            try map.optionalEnumeration("require", of: PasskeyPolicy.Requirement.self)
        }
        _ = try errors.attempt { try map.finish() }
        try errors.finish()
        guard let origin, let hook, let proxies, let reveal, let requires else {
            throw PuertoError(.invalid, "'web' is not complete", place: map.place).spanish(
                "'web' no está completo")
        }
        let settings = try WebSettings(
            origin: origin, hook: hook ?? WebSettings.usualHook, proxies: proxies)
        return (
            settings, PasskeyPolicy(reveal: reveal ?? .passkey, requires: requires ?? .password)
        )
    }

    /// Programs that write YAML 1.1 turn `off` into `false`.
    private static func reveal(_ text: String) throws -> PasskeyPolicy.Reveal {
        if text == "false" { return .off }
        if let reveal = PasskeyPolicy.Reveal(rawValue: text) { return reveal }
        throw PuertoError(
            .invalid, "'reveal' is \(PuertoError.quote(text))",
            hint: "one of \(PasskeyPolicy.Reveal.allCases.map(\.rawValue).joined(separator: ", "))"
        ).spanish(
            "'reveal' es \(PuertoError.quote(text))",
            hint: "uno de \(PasskeyPolicy.Reveal.allCases.map(\.rawValue).joined(separator: ", "))")
    }

    /// A path for the hook that is no folder of the site's.
    private static func hook(_ text: String) throws -> String {
        // The origin is checked elsewhere: any valid one does here.
        let hook = try WebSettings(origin: "https://portal.example", hook: text).hook
        let first = hook.split(separator: "/").first.map(String.init) ?? ""
        guard PortalPath.Folder(rawValue: first) == nil else {
            throw PuertoError(
                .invalid, "the site has a folder '\(first)' of its own",
                hint: "another path for the hook, as in \(WebSettings.usualHook)"
            ).spanish(
                "el portal tiene una carpeta '\(first)' propia",
                hint: "otra ruta para las acciones, como \(WebSettings.usualHook)")
        }
        return hook
    }

    private static func proxies(_ map: inout YAMLMap) throws -> [String] {
        var seen = Doubles(.proxy)
        return try map.list("proxies").map { value in
            let address = try YAMLMap.parse(value, Self.proxy)
            try seen.add(address, value)
            return address
        }
    }

    /// An address in the spelling in which a server reports it, since the two are compared as
    /// texts.
    private static func proxy(_ text: String) throws -> String {
        for family in [AF_INET, AF_INET6] {
            guard let usual = spelling(text, family) else { continue }
            if usual == text { return text }
            throw PuertoError(
                .invalid, "\(PuertoError.quote(text)) is another spelling of \(usual)",
                hint: "write \(usual)"
            ).spanish(
                "\(PuertoError.quote(text)) es otra forma de escribir \(usual)",
                hint: "escribe \(usual)")
        }
        throw PuertoError(
            .invalid, "\(PuertoError.quote(text)) is not the address of a proxy",
            hint: "one IPv4 or IPv6 address, as in 127.0.0.1 or ::1; no names and no ranges"
        ).spanish(
            "\(PuertoError.quote(text)) no es la dirección de un proxy",
            hint: "una dirección IPv4 o IPv6, como 127.0.0.1 o ::1; ni nombres ni intervalos")
    }

    private static func spelling(_ text: String, _ family: Int32) -> String? {
        guard text.utf8.allSatisfy({ $0 != 0 }) else { return nil }
        var address = in6_addr()
        guard inet_pton(family, text, &address) == 1 else { return nil }
        var name = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard inet_ntop(family, &address, &name, socklen_t(INET6_ADDRSTRLEN)) != nil else {
            return nil
        }
        return String(
            decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
