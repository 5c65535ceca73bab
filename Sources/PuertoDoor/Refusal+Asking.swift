internal import PuertoCore
package import PuertoHook

extension Refusal {
    /// Returns a page for a person who has sent what is refused, else the problem document. `hook`
    /// is `nil` where none can be made, and `asking` where nothing of the request is known.
    package func response(to asking: Request?, by hook: Hook?) -> Response {
        guard let asking else { return response }
        let page = hook.map { $0.refuse(status, asking) } ?? Hook.refusePlainly(status, asking)
        return page ?? response
    }
}

extension Request {
    /// Makes a request that says who asks, and in which language, of what a refused one has told.
    /// It leaves out fields and a path that are themselves too long.
    package static func asking(
        _ method: String, _ path: [UInt8]?, _ query: [UInt8], _ headers: [Header], peer: String
    ) -> Request {
        let known = ["accept", "accept-language", "cookie", "host"]
        let path = path.flatMap { $0.count <= Limits.path && !$0.isEmpty ? $0 : nil }
        return Request(
            method: method, path: path ?? [UInt8(ascii: "/")],
            query: query.count <= Limits.query ? query : [],
            headers: headers.filter {
                known.contains($0.name) && $0.value.count <= Limits.header
            }, peer: peer)
    }
}

extension RequestHead {
    /// Makes a request that says who asks, although the head may be refused. Returns `nil` where
    /// the web server does not set what it must.
    package static func asking(_ environment: Environment) -> Request? {
        guard let sent = environment.value("REQUEST_METHOD"),
            let peer = environment.word("REMOTE_ADDR")
        else { return nil }
        // A method that is none is refused as any other would be.
        let method = (try? method(sent)) ?? "GET"
        let fields = [
            ("HTTP_ACCEPT", "accept"), ("HTTP_ACCEPT_LANGUAGE", "accept-language"),
            ("HTTP_COOKIE", "cookie"), ("HTTP_HOST", "host"),
        ]
        // A field that was sent twice stays out, as it does for the hook.
        let headers = fields.compactMap { variable, name -> Request.Header? in
            guard !environment.hasDouble([variable]) else { return nil }
            return environment.value(variable).map { Request.Header(name: name, value: $0) }
        }
        return .asking(
            method, environment.value("PATH_INFO"), environment.value("QUERY_STRING") ?? [],
            headers, peer: peer)
    }
}
