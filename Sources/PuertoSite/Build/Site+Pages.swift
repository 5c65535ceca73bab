internal import Hypertext
internal import PuertoCore

extension Site {
    /// Appends a whole page; `context` records what the page looked at and what is wrong with it.
    func render(_ key: PageKey, _ context: SiteContext, into out: inout HTML) {
        let l = Language.allCases[Int(key.language)]
        let first = Int(key.first)
        switch key.kind {
        case .client: client(key, context, into: &out)
        case .runbook, .clientRunbook: runbook(key, context, into: &out)
        case .harbour: harbour(key, context, into: &out)
        case .business: business(key, context, into: &out)
        case .ports:
            PortsPage(site: context, page: page(of: key), berths: context.berths(first))
                .render(into: &out)
        case .architecture:
            ArchitecturePage(site: context, page: page(of: key)).render(into: &out)
        case .activity: ActivityPage(site: context, page: page(of: key)).render(into: &out)
        case .runbookIndex:
            RunbookIndexPage(site: context, page: page(of: key)).render(into: &out)
        case .onboarding: onboarding(first, context, into: &out)
        case .link: LinkPage(site: context).render(into: &out)
        case .searchClients: SearchIndex(site: context).clients(inFile: first, into: &out)
        case .searchRunbooks: SearchIndex(site: context).runbooks(l, into: &out)
        case .asset: out.append(raw: context.assets.files[first].bytes)
        case .runbookCheck: checkRunbook(first, l, context)
        case .strayNotes: checkStrayNotes(first, context)
        }
    }

    private func harbour(_ key: PageKey, _ context: SiteContext, into out: inout HTML) {
        let number = Int(key.first)
        let (clients, pages) = context.clients(onPage: number)
        HarbourPage(
            site: context, page: page(of: key), number: number, pages: pages, clients: clients
        ).render(into: &out)
    }

    private func business(_ key: PageKey, _ context: SiteContext, into out: inout HTML) {
        let number = Int(key.first)
        let (payers, pages) = context.payers(onPage: number)
        BusinessPage(
            site: context, page: page(of: key), number: number, pages: pages, payers: payers
        ).render(into: &out)
    }

    private func client(_ key: PageKey, _ context: SiteContext, into out: inout HTML) {
        let index = Int(key.first)
        let page = page(of: key)
        let tenant = context.tenant(index)
        ClientPage(
            site: context, page: page, tenant: tenant,
            notes: Notes.of(index, in: context, page.language),
            custody: tenant.kind == .client ? context.custody(index) : Custody(),
            operations: context.operations(index), changes: context.changes(index),
            url: context.url(of: tenant)
        ).render(into: &out)
    }

    private func onboarding(_ index: Int, _ context: SiteContext, into out: inout HTML) {
        let tenant = context.tenant(index)
        context.warnOfGaps(for: tenant)
        OnboardingPage(
            site: context, tenant: tenant, url: context.url(of: tenant),
            handoff: context.handoff(index)
        ).render(into: &out)
    }

    private func runbook(_ key: PageKey, _ context: SiteContext, into out: inout HTML) {
        let page = page(of: key)
        let isOwn = key.kind == .clientRunbook
        let tenant = isOwn ? context.tenant(Int(key.first)) : nil
        let runbook = library.runbooks[Int(isOwn ? key.second : key.first)]
        guard let text = runbook.text(page.language) else { return }
        if !isOwn {
            context.warnOfTranslation(text.file, text.language, page.language)
        }
        let list =
            tenant.map { context.runbooks(for: $0.kind, page.language) }
            ?? context.runbooks(page.language)
        let place = list.firstIndex { $0.runbook.name == runbook.name } ?? 0
        RunbookPage(
            site: context, page: page, runbook: runbook, text: text,
            document: context.document(runbook, text, page.language), tenant: tenant,
            previous: place > 0 ? list[place - 1] : nil,
            following: place + 1 < list.count ? list[place + 1] : nil
        ).render(into: &out)
    }
}

extension Site {
    /// Reports the errors of a runbook's text, once, however many pages show it.
    private func checkRunbook(_ index: Int, _ l: Language, _ context: SiteContext) {
        let runbook = library.runbooks[index]
        guard let text = runbook.text(l) else { return }
        _ = context.document(runbook, text, l)
        _ = context.hasPage(of: runbook.name, for: .client, l)
        context.diagnostics.merge(library.resolved(runbook, text).diagnostics)
    }

    /// Reads notes that belong to no tenant: checks the links in them and warns of the file.
    private func checkStrayNotes(_ index: Int, _ context: SiteContext) {
        context.note(Input(.stray, index))
        let file = library.files.notes.files[index].name
        let (slug, language) = ContentReader.stem(file)
        _ = Notes.reading(index, slug: slug, language: language ?? agency.language, in: context)
        context.diagnostics.warn(
            PuertoError(
                .notFound, "notes of '\(slug)', which is no recorded tenant",
                hint: "import the tenant, or remove the file",
                place: library.files.notes.file(index)
            ).spanish(
                "notas de '\(slug)', que no consta como cliente",
                hint: "importa el cliente, o quita el archivo"))
    }
}
