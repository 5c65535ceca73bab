internal import Hypertext
internal import PuertoCore
internal import PuertoStore

extension Route {
    static let go: [Route] = [Route("GET", "/go", .reader) { try GoRoutes.go(&$0) }]
}

/// The handler of links to clients' applications.
private enum GoRoutes {
    /// Leads on to an application by way of a page that belongs to no site (CSP 3, `sandbox`): the
    /// browser then takes the application, and whatever it leads on to, for another site than the
    /// portal, and sends no cookie of the portal's along. It leads nowhere else.
    static func go(_ exchange: inout Exchange) throws -> Response {
        let address = try exchange.query.required("to", 1...2000)
        try exchange.query.finish()
        let fleet = try exchange.store.fleet()
        let template = try AppURL(template: exchange.world.web.url)
        let isOne = fleet.tenants.contains { tenant in
            template.leads(
                address, to: tenant, host: fleet.hosts.first { $0.name == tenant.host })
        }
        guard isOne, let refresh = HeaderField("Refresh", "0; url=\(address)") else {
            throw Problem(
                404, "ningún cliente tiene esa dirección", "no client has this address")
        }
        let page: HTML = """
            <!DOCTYPE html>
            <title>Puerto</title>
            <p><a href="\(address)">\(address)</a></p>

            """
        return Response(
            200,
            [
                refresh, HeaderField("Content-Type", fixed: "text/html; charset=utf-8"),
                HeaderField("Content-Security-Policy", fixed: policy),
                HeaderField("Referrer-Policy", fixed: "no-referrer"),
            ], page.bytes)
    }

    private static let policy: StaticString =
        "sandbox allow-top-navigation; default-src 'none'; frame-ancestors 'none'"
}
