/// A route: method, path, demand and handler.
struct Route: Sendable {
    let method: String
    /// The path's parts. `{…}` stands for one part, a last one that ends in `*}` for all the rest.
    let pattern: [String]
    let access: Access
    let handle: @Sendable (inout Exchange) throws -> Response

    init(
        _ method: String, _ pattern: String, _ access: Access,
        _ handle: @escaping @Sendable (inout Exchange) throws -> Response
    ) {
        self.method = method
        self.pattern = pattern.split(separator: "/").map(String.init)
        self.access = access
        self.handle = handle
    }

    /// The values of the placeholders; `nil` for another path.
    func match(_ path: RequestPath) -> PathValues? {
        var values: [String] = []
        for (place, part) in pattern.enumerated() {
            if part.hasSuffix("*}") {
                guard path.parts.count > place else { return nil }
                return PathValues(values + [path.parts[place...].joined(separator: "/")])
            }
            guard place < path.parts.count else { return nil }
            if part.hasPrefix("{") {
                values.append(path.parts[place])
            } else if part != path.parts[place] {
                return nil
            }
        }
        return path.parts.count == pattern.count ? PathValues(values) : nil
    }

    var isRead: Bool { method == "GET" }
}

extension Route {
    /// The pattern as openapi.yaml writes it, but for the `*` of a rest.
    var path: String { "/" + pattern.joined(separator: "/") }

    /// Every route of the hook; openapi.yaml describes them.
    static let all: [Route] =
        session + codes + passkeys + tenants + actions + approvals + errands + probes + links + jobs
        + health
        + calls + files

    /// The route of a request and the values of its placeholders. Throws a 404 or 405.
    static func find(_ request: Request) throws -> (Route, PathValues) {
        guard let path = RequestPath(request.path) else { throw Problem(404) }
        let matches = all.compactMap { route in
            route.match(path).map { (route: route, values: $0) }
        }
        guard !matches.isEmpty else { throw Problem(404) }
        let method = request.method == "HEAD" ? "GET" : request.method
        guard let found = matches.first(where: { $0.route.method == method }) else {
            throw notAllowed(matches.map(\.route))
        }
        return (found.route, found.values)
    }

    private static func notAllowed(_ routes: [Route]) -> Problem {
        var problem = Problem(405)
        let methods = routes.map(\.method) + (routes.contains(where: \.isRead) ? ["HEAD"] : [])
        if let field = HeaderField("Allow", methods.joined(separator: ", ")) {
            problem.headers.append(field)
        }
        return problem
    }
}
