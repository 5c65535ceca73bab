internal import Hypertext
internal import PuertoCore

// What a portal has whose pages act; nothing of it is in one that is only read.
extension PageLayout {
    /// The same, and the hook, which is on the server that the page came from.
    static let livePolicy: HTML = "\(livePolicyText)"

    private static let livePolicyText = """
        default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; \
        base-uri 'none'; form-action 'self'
        """

    var liveScript: HTML? {
        guard let live = site.assets.live else { return nil }
        return """
            <script src="\(page.root)\(PortalPath.asset(live))" defer></script>

            """
    }

    /// Where the script finds the hook, and by which clock it tells times.
    var hook: HTML? {
        site.hook.map { " data-hook=\"\($0)\" data-zone=\"\(site.agency.timeZone)\"" }
    }

    /// Whoever is logged in: the script puts a name in the place of the link.
    var account: HTML? {
        guard let address = site.hookAddress(page.language) else { return nil }
        return """
            <div class="account"><a href="\(address("/login"))">\(page.language("Entrar", "Log in"))</a></div>

            """
    }
}
