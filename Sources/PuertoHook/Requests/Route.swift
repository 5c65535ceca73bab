/// One line of the hook's table.
struct Route: Sendable {
    let method: String
    /// Parts that are `{…}` stand for one part each, a last one that ends in `*}` for the rest.
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

    /// What the placeholders stand for; `nil` for another path.
    func match(_ path: RequestPath) -> [String]? {
        var values: [String] = []
        for (place, part) in pattern.enumerated() {
            if part.hasSuffix("*}") {
                guard path.parts.count > place else { return nil }
                return values + [path.parts[place...].joined(separator: "/")]
            }
            guard place < path.parts.count else { return nil }
            if part.hasPrefix("{") {
                values.append(path.parts[place])
            } else if part != path.parts[place] {
                return nil
            }
        }
        return path.parts.count == pattern.count ? values : nil
    }

    var isRead: Bool { method == "GET" }
}

extension Route {
    /// `/` and the parts.
    var path: String { "/" + pattern.joined(separator: "/") }

    /// Everything the hook answers; openapi.yaml describes it.
    static let all: [Route] =
        session + tenants + errands + links + jobs + machine + files
}
