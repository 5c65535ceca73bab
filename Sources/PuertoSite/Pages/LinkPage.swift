internal import Hypertext
internal import PuertoCore

/// The page that opens one-time links. It is the same for every link and every client: the link's
/// key is in the address's fragment, which no server sees. `link.js` opens it.
///
/// Only the browser knows its reader's language: the page is written in both, and the script leaves
/// one.
struct LinkPage {
    let site: SiteContext

    private static let mark = "<body class=\"welcome\" data-link-page "

    /// Tells whether a file is this page.
    static func isOne(_ page: [UInt8]) -> Bool { page.firstRange(of: Array(mark.utf8)) != nil }

    func render(into out: inout HTML) {
        guard let assets = site.assets.link, let hook = site.hook else { return }
        let own = site.agency.language
        head(assets, own, into: &out)
        out += "\(raw: LinkPage.mark)data-hook=\"\(hook)\">\n"
        for l in [own] + Language.allCases.filter({ $0 != own }) {
            LinkText(agency: site.agency, logo: site.assets.logo, l: l, isFirst: l == own)
                .render(into: &out)
        }
        out += "<script>\(raw: assets.script)</script>\n</body>\n</html>\n"
    }

    /// The policy comes before everything that it applies to.
    private func head(_ assets: InlineAssets, _ l: Language, into out: inout HTML) {
        out += """
            <!DOCTYPE html>
            <html lang="\(l.rawValue)">
            <head>
            <meta http-equiv="Content-Security-Policy" content="\(assets.policy)">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <meta name="robots" content="noindex, nofollow">
            <title>\(site.agency.name)</title>
            <link rel="icon" href="data:,">
            <style>\(raw: assets.style)</style>
            </head>

            """
    }
}
