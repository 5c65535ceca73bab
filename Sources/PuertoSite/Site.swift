internal import Hypertext
package import PuertoCore

/// The whole portal as a list of pages, made from the records and the runbooks.
package struct Site: Sendable {
    let context: SiteContext
    let library: ContentLibrary
    let workspace: String
    /// What was found while the content was read.
    let found: Diagnostics
    private let clients: [Tenant]
    private let byHost: [Slug: [Tenant]]
    private let resting: [Slug: [QuarantinedSlot]]
    private let changes: [String: [AuditEntry]]

    /// Reads `content/` of the workspace. `offset` is the agency's time zone: the distance from
    /// UTC, in seconds, at a moment in seconds since 1970.
    package init(
        configuration: Configuration, fleet: Fleet, workspace: String,
        offset: @escaping @Sendable (Int) -> Int
    ) throws {
        var diagnostics = Diagnostics()
        context = SiteContext(configuration: configuration, fleet: fleet, offset: offset)
        library = try ContentLibrary(
            workspace: workspace, agency: configuration.agency,
            slugs: Set(fleet.tenants.map(\.slug.text)), diagnostics: &diagnostics)
        self.workspace = workspace
        clients = fleet.tenants.filter { $0.kind == .client }
        byHost = Dictionary(grouping: fleet.tenants, by: \.host)
        resting = Dictionary(grouping: fleet.quarantine, by: \.host)
        changes = Dictionary(grouping: fleet.audit, by: \.object)
        if fleet.hosts.count > 1, !configuration.url.tellsHostsApart {
            diagnostics.warn(Site.sharedAddresses(configuration.url))
        }
        library.checkCoverage(languages: configuration.agency.languages, &diagnostics)
        found = diagnostics
    }
}

extension Site {
    private static func sharedAddresses(_ url: AppURL) -> PuertoError {
        PuertoError(
            .conflict, "clients on different hosts share addresses: url is '\(url.template)'",
            hint: "put {host} or {slug} into it", place: "puerto.yaml")
    }

    /// How many of the newest changes the pages show.
    package static let auditLimit = 100

    /// Every page, in the order in which they are written.
    func pages() -> [Page] {
        var pages: [Page] = []
        for language in context.agency.languages {
            let root = Root(language: language, isPrimary: language == context.agency.language)
            pages += context.fleet.tenants.map { client($0, root) }
            pages += library.runbooks.compactMap { runbook($0, root) }
            pages += tenantRunbooks(root)
            pages += overviews(root)
        }
        pages += clients.filter { $0.status != .archived }.map(welcome)
        pages += SearchIndex(site: context, library: library, clients: clients).pages()
        return pages
    }

    /// A language's part of the portal.
    private struct Root {
        let language: Language
        let isPrimary: Bool

        func page(_ path: String) -> PagePath {
            PagePath(language: language, isPrimary: isPrimary, path: path)
        }
    }
}

extension Site {
    private func overviews(_ root: Root) -> [Page] {
        let payers = clients.filter { $0.plan != nil }
        let known = Set(context.fleet.tenants.map(\.slug.text))
        var pages: [Page] = []
        func add(_ path: String, _ render: @escaping @Sendable (PagePath, inout HTML) -> Void) {
            let page = root.page(path)
            pages.append(Page(page.file) { out, _ in render(page, &out) })
        }
        let clientPages = Paging.pages(of: clients)
        for number in 1...clientPages.count {
            add(Paging.name("index", number)) { [context, clients] page, out in
                HarbourPage(
                    site: context, page: page, number: number, pages: clientPages,
                    clients: clients
                ).render(into: &out)
            }
        }
        let payerPages = Paging.pages(of: payers)
        for number in 1...payerPages.count {
            add(Paging.name("business", number)) { [context] page, out in
                BusinessPage(
                    site: context, page: page, number: number, pages: payerPages, payers: payers
                ).render(into: &out)
            }
        }
        for (index, host) in context.fleet.hosts.enumerated() {
            let tenants = byHost[host.name] ?? []
            let slots = resting[host.name] ?? []
            add(PortsPage.path(host.name, isFirst: index == 0)) { [context] page, out in
                PortsPage(site: context, page: page, host: host, tenants: tenants, resting: slots)
                    .render(into: &out)
            }
        }
        add("architecture.html") { [context, byHost] page, out in
            ArchitecturePage(site: context, page: page, tenants: byHost).render(into: &out)
        }
        add("activity.html") { [context] page, out in
            ActivityPage(site: context, page: page, known: known).render(into: &out)
        }
        add("runbooks/index.html") { [context, library] page, out in
            RunbookIndexPage(site: context, library: library, page: page).render(into: &out)
        }
        return pages
    }

    private func client(_ tenant: Tenant, _ root: Root) -> Page {
        let page = root.page("clients/\(tenant.slug.text).html")
        let changes = (changes[tenant.slug.text] ?? []).prefix(5)
        return Page(page.file) { [context, library, workspace] out, diagnostics in
            let notes = Notes.of(
                tenant, in: library, workspace: workspace, primary: context.agency.language,
                root.language, &diagnostics)
            ClientPage(
                site: context, library: library, page: page, tenant: tenant, notes: notes,
                changes: Array(changes), url: context.url(of: tenant)
            ).render(into: &out)
        }
    }

    private func runbook(_ runbook: Runbook, _ root: Root) -> Page? {
        guard let text = runbook.text(root.language) else { return nil }
        let page = root.page("runbooks/\(runbook.name).html")
        let (previous, following) = neighbours(of: runbook, among: library.runbooks)
        return Page(page.file) { [context, library] out, _ in
            RunbookPage(
                site: context, library: library, page: page, runbook: runbook, text: text,
                tenant: nil, previous: previous, following: following
            ).render(into: &out)
        }
    }

    private func tenantRunbooks(_ root: Root) -> [Page] {
        let own = library.runbooks.filter { $0.scope == .tenant }
        guard !own.isEmpty else { return [] }
        return context.fleet.tenants.flatMap { tenant in
            let concerned = own.filter { $0.concerns(tenant) }
            return concerned.compactMap { runbook -> Page? in
                guard let text = runbook.text(root.language) else { return nil }
                let page = root.page("clients/\(tenant.slug.text)/\(runbook.name).html")
                let (previous, following) = neighbours(of: runbook, among: concerned)
                return Page(page.file) { [context, library] out, _ in
                    RunbookPage(
                        site: context, library: library, page: page, runbook: runbook, text: text,
                        tenant: tenant, previous: previous, following: following
                    ).render(into: &out)
                }
            }
        }
    }

    private func welcome(_ tenant: Tenant) -> Page {
        Page(WelcomePage.path(of: tenant)) { [context, library] out, diagnostics in
            library.warnOfGaps(for: tenant, in: context, &diagnostics)
            WelcomePage(
                site: context, library: library, tenant: tenant, url: context.url(of: tenant)
            ).render(into: &out)
        }
    }

    private func neighbours(of runbook: Runbook, among all: [Runbook]) -> (Runbook?, Runbook?) {
        guard let position = all.firstIndex(where: { $0.name == runbook.name }) else {
            return (nil, nil)
        }
        return (
            position > 0 ? all[position - 1] : nil,
            position + 1 < all.count ? all[position + 1] : nil
        )
    }
}
