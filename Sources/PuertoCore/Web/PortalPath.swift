/// The paths of the site, each of their pieces spelled once: keys, links, publication and the
/// programs that serve the site take them from here.
package enum PortalPath {
    /// A folder of `public/`. Every file that Puerto makes lies in one of them.
    package enum Folder: String, CaseIterable, Sendable {
        /// The operators' pages.
        case portal
        /// The clients' onboarding pages.
        case onboarding = "welcome"
        /// The page that opens one-time links.
        case link = "x"
        case assets
    }

    /// A folder of the portal, below a language's root.
    package enum Section: String, CaseIterable, Sendable {
        case clients, runbooks, search
    }
}

extension PortalPath.Folder {
    /// The folder that the path of a URL leads into, as in `/assets/…`; `nil` for any other path.
    package init?(ofURLPath path: String) {
        guard let folder = Self.allCases.first(where: { path.hasPrefix("/\($0.rawValue)/") })
        else { return nil }
        self = folder
    }
}

// Files, below `public/`.
extension PortalPath {
    /// The first page of the portal.
    package static let home = "\(Folder.portal.rawValue)/\(harbour)"

    package static let link = "\(Folder.link.rawValue)/index.html"

    /// The folder of the assets, with its slash. Pages append it and a name without a new string.
    package static let assets = "\(Folder.assets.rawValue)/"

    package static func asset(_ name: String) -> String { assets + name }

    /// A client's onboarding page; `token` is the record's.
    package static func onboarding(_ token: String) -> String {
        "\(Folder.onboarding.rawValue)/\(token).html"
    }

    /// The search over clients, shared by all languages; files are counted from 1.
    package static func searchClients(_ number: Int) -> String {
        "\(Folder.portal.rawValue)/\(Section.search.rawValue)/clients-\(number).js"
    }

    /// The root of a language, with its slash. The agency's own language has no folder of its own.
    package static func root(_ language: Language, isPrimary: Bool) -> String {
        isPrimary ? primaryRoot : "\(primaryRoot)\(language.rawValue)/"
    }

    private static let primaryRoot = "\(Folder.portal.rawValue)/"
}

// Pages of the portal, below their language's root.
extension PortalPath {
    package static let harbour = "index.html"
    package static let business = "business.html"
    package static let ports = "ports.html"
    package static let architecture = "architecture.html"
    package static let activity = "activity.html"
    /// The script with the time of the worker's last round; it is below the portal's root only.
    package static let round = "round.js"
    package static let runbookIndex = "\(Section.runbooks.rawValue)/index.html"
    package static let searchRunbooks = "\(Section.search.rawValue)/runbooks.js"

    package static func client(_ slug: String) -> String {
        "\(Section.clients.rawValue)/\(slug).html"
    }

    package static func runbook(_ name: String) -> String {
        "\(Section.runbooks.rawValue)/\(name).html"
    }

    /// A runbook with one client's values.
    package static func clientRunbook(_ slug: String, _ name: String) -> String {
        "\(Section.clients.rawValue)/\(slug)/\(name).html"
    }

    /// The slot map of one host.
    package static func ports(_ host: Slug, isFirst: Bool) -> String {
        isFirst ? ports : numbered(ports, host.text)
    }

    /// A page of a list that is cut into pages, as in `business-2.html`; pages are counted from 1.
    package static func page(_ number: Int, of list: String) -> String {
        number == 1 ? list : numbered(list, String(number))
    }

    private static func numbered(_ path: String, _ suffix: String) -> String {
        "\(path.dropLast(5))-\(suffix).html"
    }
}
