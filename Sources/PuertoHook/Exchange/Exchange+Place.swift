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
