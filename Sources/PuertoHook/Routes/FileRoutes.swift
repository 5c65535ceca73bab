internal import PuertoCore

extension Route {
    static let health: [Route] = [
        Route("GET", "/health", .open) { exchange in
            try exchange.query.finish()
            try exchange.world.checkHealth()
            var json = JSONObject()
            json.add("status", "ok")
            return Response(200, json: json)
        },
        Route("GET", "/security.txt", .open) { exchange in
            try exchange.query.finish()
            let web = exchange.world.web
            guard let security = web.security else { throw Problem(404) }
            let text = security.file(of: web, at: SystemClock.now())
            let type = HeaderField("Content-Type", fixed: "text/plain; charset=utf-8")
            return Response(200, [type], Array(text.utf8))
        },
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
