internal import PuertoCore

extension Exchange {
    /// The address that was asked for, below the portal's origin; `nil` unless it has plain letters
    /// only. The portal's pages are named without the hook's mount.
    var place: String? {
        let path = String(decoding: request.path, as: UTF8.self)
        let portal = "/portal"
        let place =
            path.hasPrefix("\(portal)/")
            ? world.portal + path.dropFirst(portal.utf8.count) : world.hook + path
        let query = String(decoding: request.query, as: UTF8.self)
        let isPlain = (place + query).utf8.allSatisfy { byte in
            byte.isLowerAlphanumeric || "/-.=&".utf8.contains(byte)
        }
        guard isPlain else { return nil }
        return query.isEmpty ? place : "\(place)?\(query)"
    }

    /// The hook's page that shows what was asked for, without its language: for a form the page that
    /// the form is on. Other requests have none, and lead to the jobs.
    var shownPlace: String {
        let path = String(decoding: request.path, as: UTF8.self)
        let isRead = request.method == "GET" || request.method == "HEAD"
        let isPlain = path.utf8.allSatisfy { $0.isLowerAlphanumeric || "/-".utf8.contains($0) }
        guard isPlain, path != "/" else { return "/jobs" }
        if isRead { return path + shownQuery }
        if path == "/tenants" { return "/new-client" }
        if path.hasPrefix("/session") { return "/login" }
        let isForm = ["/edit", "/probe"].contains { path.hasSuffix($0) } || refusedForm != nil
        return isForm ? path : "/jobs"
    }

    /// The query without its language, where it is plain.
    private var shownQuery: String {
        let parts = request.query.split(separator: UInt8(ascii: "&"))
            .map { String(decoding: $0, as: UTF8.self) }
            .filter { !$0.hasPrefix("lang=") }
        let text = parts.joined(separator: "&")
        let isPlain = text.utf8.allSatisfy { $0.isAlphanumeric || "/-_.%+=&".utf8.contains($0) }
        return isPlain && !text.isEmpty ? "?\(text)" : ""
    }

    /// The client that the address names, whether or not there is one.
    var namedClient: Slug? {
        let parts = RequestPath(request.path)?.parts ?? []
        guard parts.count > 1, parts[0] == "tenants" else { return nil }
        return try? Slug(parts[1])
    }

    /// The page with the form of an action that was sent.
    var refusedForm: String? {
        let parts = RequestPath(request.path)?.parts ?? []
        guard request.method == "POST", parts.count == 4, parts[2] == "actions",
            let slug = namedClient, let action = Action(rawValue: parts[3])
        else { return nil }
        return "/tenants/\(slug)/actions/\(action.rawValue)"
    }

    /// The redirect of a page that a person asks for under another name of this machine; `nil` for
    /// any other request. A portal with TLS is never redirected: a proxy in front may put such a
    /// name in place of the portal's.
    func ownPlace(of route: Route) -> Response? {
        let settings = world.web.settings
        guard route.isRead, route.path != "/health", !settings.isSecure,
            request.machineName(besides: settings) != nil
        else { return nil }
        return .seeOther(settings.origin + (place ?? "\(world.portal)/index.html"))
    }
}
