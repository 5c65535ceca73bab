internal import Hypertext
internal import PuertoCore

// The parts of a portal with actions; a read-only portal has none of them.
extension PageLayout {
    /// The policy that also allows the hook, which is on the server that the page came from.
    static let livePolicy: HTML = "\(livePolicyText)"

    private static let livePolicyText = """
        default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; \
        base-uri 'none'; form-action 'self'
        """

    var liveScript: HTML? {
        guard let live = site.assets.live else { return nil }
        return """
            <script src="\(page.root)\(PortalPath.assets)\(live)" defer></script>

            """
    }

    /// The attributes that tell the script the hook's address, the time zone, and of a demo that
    /// it is one.
    var hook: HTML? {
        let demo: HTML? = site.isDemo ? " data-demo" : nil
        return site.hook.map {
            " data-hook=\"\($0)\" data-zone=\"\(site.agency.timeZone)\"\(demo)"
        }
    }

    /// The link to log in. The script replaces it with the operator's name.
    var account: HTML? {
        guard let address = site.hookAddress(page.language) else { return nil }
        return """
            <div class="account"><a href="\(address("/login"))">\(page.language("Entrar", "Log in"))</a></div>

            """
    }
}
