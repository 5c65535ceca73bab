/// How a tenant's address is made: a template with `{port}`, `{slug}`, `{host}`.
package struct AppURL: Hashable, Sendable {
    package let template: String

    package static let local = AppURL(template: "http://localhost:{port}", isChecked: true)

    /// `https://{slug}.<domain>`.
    package init(domain: String) throws {
        guard
            domain.split(separator: ".", omittingEmptySubsequences: false)
                .allSatisfy({ (try? Slug(String($0))) != nil })
        else {
            throw PuertoError(
                .invalid, "\(PuertoError.quote(domain)) is not a domain", hint: "as in example.com")
        }
        template = "https://{slug}." + domain
    }

    /// Throws `invalid` unless the template is an absolute http(s) URL that differs for every
    /// tenant and has no other braces.
    package init(template: String) throws {
        let filled = AppURL.fill(template, port: "1", slug: "a", host: "b")
        let isHTTP = template.hasPrefix("http://") || template.hasPrefix("https://")
        let isPlain = filled.utf8.allSatisfy {
            $0 > 0x20 && $0 < 0x7F
                && ![0x22, 0x27, 0x3C, 0x3E, 0x5C, 0x60, 0x7B, 0x7D].contains($0)
        }
        guard isHTTP, isPlain, template.contains("{port}") || template.contains("{slug}") else {
            throw PuertoError(
                .invalid, "url \(PuertoError.quote(template)) cannot serve every client",
                hint: "http(s)://… with {port} or {slug}, and {host} where wanted")
        }
        self.template = template
    }

    private init(template: String, isChecked: Bool) { self.template = template }

    /// The address, without a trailing slash.
    package func url(of tenant: Tenant, host: Host?) -> String {
        let whole = AppURL.fill(
            template, port: String(tenant.ports.app), slug: tenant.slug.text,
            host: host?.address ?? "localhost")
        return whole.hasSuffix("/") ? String(whole.dropLast()) : whole
    }
}

extension AppURL {
    private static func fill(_ template: String, port: String, slug: String, host: String)
        -> String
    {
        var out = ""
        var rest = template[...]
        while let open = rest.firstIndex(of: "{") {
            out += rest[..<open]
            rest = rest[open...]
            if rest.hasPrefix("{port}") {
                out += port
                rest = rest.dropFirst(6)
            } else if rest.hasPrefix("{slug}") {
                out += slug
                rest = rest.dropFirst(6)
            } else if rest.hasPrefix("{host}") {
                out += host
                rest = rest.dropFirst(6)
            } else {
                out += "{"
                rest = rest.dropFirst()
            }
        }
        return out + rest
    }
}
