internal import PuertoCore

extension Route {
    static let health: [Route] = [
        Route("GET", "/health", .open) { exchange in
            try exchange.query.finish()
            try exchange.world.checkHealth()
            var json = JSONObject()
            json.add("status", "ok")
            return Response(200, json: json)
        }
    ]

    /// The files that the hook serves where the web server cannot ask before it serves.
    static let files: [Route] = [
        Route("GET", "/portal/{path*}", .reader) { try file($0, in: "portal") },
        Route("GET", "/assets/{path*}", .open) { try file($0, in: "assets") },
    ]

    private static func file(_ exchange: Exchange, in folder: String) throws -> Response {
        var response = Response(200)
        response.body = .file("\(folder)/\(try exchange.path.file())")
        return response
    }
}
