internal import CommonMark
internal import Hypertext
internal import PuertoCore

/// A compiled Markdown document with its placeholders and the targets of its links.
struct CompiledDocument: Sendable {
    let document: MarkdownDocument
    /// The placeholders, parallel to `document.names`; `nil` for an unknown one, which is reported
    /// and fails the build.
    let placeholders: [Placeholder?]
    /// The targets, parallel to `document.links`; `nil` for a link that leads nowhere, which is
    /// reported as well.
    var targets: [LinkTarget?]

    /// The prefix of the document's ids on a page that holds several documents.
    let idPrefix: String

    init(_ document: MarkdownDocument, idPrefix: String = "") {
        self.document = document
        self.idPrefix = idPrefix
        placeholders = document.names.map(Placeholder.init(rawValue:))
        targets = document.links.map { _ in nil }
    }
}

/// The target of a link that is written to a `.md` file.
enum LinkTarget: Hashable, Sendable {
    case runbook(String, fragment: String?)
    case tenant(String, fragment: String?)
    /// Inside the same document.
    case anchor(String)
}

/// The page that shows a document. It decides how links are spelled.
enum Showing: Sendable {
    /// `runbooks/<name>.html`
    case runbook
    /// `clients/<slug>.html`
    case client(Slug)
    /// `clients/<slug>/<name>.html`
    case clientRunbook(Slug)
    /// `welcome/<token>.html`, which holds every document it links
    case onboarding
}

extension CompiledDocument {
    func render(
        into out: inout HTML, site: SiteContext, tenant: Tenant?, showing: Showing,
        _ locale: RegionalLocale
    ) {
        let values = values(for: tenant, in: site, locale)
        let destinations = zip(targets, document.links).map { target, link in
            target.map { $0.href(from: showing, of: tenant, in: site, locale.language) }
                ?? link.destination
        }
        document.render(into: &out, values: values, destinations: destinations)
    }

    /// The placeholders' values; without a tenant, a tenant's placeholder stands as its name.
    func values(for tenant: Tenant?, in site: SiteContext, _ locale: RegionalLocale)
        -> [MarkdownDocument.Value]
    {
        placeholders.enumerated().map { index, placeholder in
            guard let placeholder, tenant != nil || !placeholder.needsTenant else {
                return MarkdownDocument.Value(text: document.names[index], isKnown: false)
            }
            return placeholder.value(for: tenant, in: site, locale)
        }
    }
}

extension Placeholder {
    var needsTenant: Bool { subject == .tenant }
}

extension LinkTarget {
    fileprivate func href(
        from showing: Showing, of tenant: Tenant?, in site: SiteContext, _ l: Language
    ) -> String {
        switch self {
        case .anchor(let id): "#\(id)"
        case .runbook(let name, let fragment):
            runbookHref(name, fragment, from: showing, of: tenant, in: site, l)
        case .tenant(let slug, let fragment):
            tenantHref(slug, from: showing) + (fragment.map { "#notes-\($0)" } ?? "")
        }
    }

    private func runbookHref(
        _ name: String, _ fragment: String?, from showing: Showing, of tenant: Tenant?,
        in site: SiteContext, _ l: Language
    ) -> String {
        let isOwn = tenant.map { site.hasPage(of: name, for: $0.kind, l) } ?? false
        let end = fragment.map { "#\($0)" } ?? ""
        switch showing {
        case .runbook: return "\(name).html\(end)"
        case .client(let slug):
            return (isOwn ? "\(slug.text)/\(name).html" : "../\(PortalPath.runbook(name))") + end
        case .clientRunbook:
            return (isOwn ? "\(name).html" : "../../\(PortalPath.runbook(name))") + end
        case .onboarding: return "#\(OnboardingPage.id(name))\(fragment.map { "-\($0)" } ?? "")"
        }
    }

    private func tenantHref(_ slug: String, from showing: Showing) -> String {
        switch showing {
        case .runbook: "../\(PortalPath.client(slug))"
        case .client: "\(slug).html"
        case .clientRunbook: "../\(slug).html"
        case .onboarding: "#"
        }
    }
}
