/// A template of tenants' addresses, with `{port}`, `{slug}`, `{host}`.
package struct AppURL: Hashable, Sendable {
    package let template: String
    private let parts: [Part]

    private enum Part: Hashable, Sendable {
        case text(String)
        case port, slug, host
    }

    package static let local = AppURL(unchecked: "http://localhost:{port}")

    /// Makes the template `https://{slug}.<domain>`. One label alone, as in `localhost`, is a domain
    /// of this network.
    package init(domain: String) throws {
        let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.allSatisfy({ (try? Slug(String($0))) != nil }) else {
            throw AppURL.noDomain(domain)
        }
        self.init(unchecked: "https://{slug}." + domain)
    }

    /// Checks the domain of a new workspace. Throws `invalid` also for one label alone, which is a
    /// slip there, and for an IPv4 address, which has no names below it.
    package static func check(newDomain domain: String) throws {
        let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
        let isNumber = labels.last?.allSatisfy(\.isNumber) == true
        guard labels.count > 1, !isNumber else { throw noDomain(domain) }
        _ = try AppURL(domain: domain)
    }

    private static func noDomain(_ domain: String) -> PuertoError {
        PuertoError(
            .invalid, "\(PuertoError.quote(domain)) is not a domain", hint: "as in example.com"
        ).spanish("\(PuertoError.quote(domain)) no es un dominio", hint: "como en ejemplo.mx")
    }

    /// Throws `invalid` unless the template is an absolute http(s) URL that differs for every
    /// tenant of a host and has no query, no fragment and no other braces: dashboards' paths follow.
    package init(template: String) throws {
        self.init(unchecked: template)
        let isHTTP = template.hasPrefix("http://") || template.hasPrefix("https://")
        let isPlain = parts.allSatisfy { part in
            guard case .text(let text) = part else { return true }
            return text.utf8.allSatisfy(AppURL.isPlain)
        }
        guard isHTTP, isPlain, parts.contains(.port) || parts.contains(.slug) else {
            throw PuertoError(
                .invalid, "url \(PuertoError.quote(template)) cannot serve every client",
                hint: "http(s)://… with {port} or {slug}, and {host} where wanted"
            ).spanish(
                "la url \(PuertoError.quote(template)) no sirve para todos los clientes",
                hint: "http(s)://… con {port} o {slug}, y {host} si hace falta")
        }
    }

    private init(unchecked template: String) {
        self.template = template
        parts = AppURL.parts(of: template)
    }

    /// Tells whether tenants in the same slot of two hosts have different addresses.
    package var tellsHostsApart: Bool { parts.contains(.slug) || parts.contains(.host) }

    /// Returns a tenant's address without a trailing slash.
    package func url(of tenant: Tenant, host: Host?) -> String {
        url(tenant.slug, tenant.ports, host)
    }

    /// Returns the address of a list's tenant.
    package func url(of tenant: TenantLine, host: Host?) -> String {
        url(tenant.slug, tenant.ports, host)
    }

    private func url(_ slug: Slug, _ ports: Ports, _ host: Host?) -> String {
        filled(slug: slug.text, port: String(ports.app), host)
    }

    /// Returns the template with these values, without a trailing slash.
    func filled(slug: String, port: String, _ host: Host?) -> String {
        var whole = ""
        for part in parts {
            switch part {
            case .text(let text): whole += text
            case .port: whole += port
            case .slug: whole += slug
            case .host: whole += host?.address ?? "localhost"
            }
        }
        if whole.utf8.last == UInt8(ascii: "/") { whole.removeLast() }
        return whole
    }
}

extension AppURL {
    private static func parts(of template: String) -> [Part] {
        let names: [(String, Part)] = [("{port}", .port), ("{slug}", .slug), ("{host}", .host)]
        var parts: [Part] = []
        var text = ""
        var rest = template[...]
        while let first = rest.first {
            if let (name, part) = names.first(where: { rest.hasPrefix($0.0) }) {
                parts += text.isEmpty ? [part] : [.text(text), part]
                text = ""
                rest = rest.dropFirst(name.count)
            } else {
                text.append(first)
                rest = rest.dropFirst()
            }
        }
        return text.isEmpty ? parts : parts + [.text(text)]
    }

    /// Tells whether the byte is neither white space nor one that RFC 3986 keeps out of URLs, and begins
    /// neither a query nor a fragment.
    private static func isPlain(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7F && !"\"'<>\\`{}?#".utf8.contains(byte)
    }
}
