internal import PuertoCore

extension Site {
    /// Every page, in the order in which they are made.
    func keys() -> [PageKey] {
        var keys: [PageKey] = []
        keys.reserveCapacity(records.count * (agency.languages.count + 1) + 64)
        for language in agency.languages {
            addDocuments(language.position, &keys)
            addLists(language.position, &keys)
            keys.append(PageKey(.searchRunbooks, language: language.position))
        }
        let lines = overview.lines
        for place in overview.clients where lines[place].status != .archived {
            keys.append(PageKey(.onboarding, place))
        }
        if configuration.web != nil { keys.append(PageKey(.link)) }
        for file in 0..<configuration.hosts.count * SearchIndex.filesOfHost {
            keys.append(PageKey(.searchClients, file))
        }
        for asset in assets.files.indices { keys.append(PageKey(.asset, asset)) }
        addChecks(&keys)
        return keys
    }

    private func addDocuments(_ l: UInt8, _ keys: inout [PageKey]) {
        for tenant in 0..<records.count { keys.append(PageKey(.client, tenant, language: l)) }
        for (index, runbook) in library.runbooks.enumerated()
        where runbook.text(Language.allCases[Int(l)]) != nil {
            keys.append(PageKey(.runbook, index, language: l))
            guard runbook.scope == .tenant else { continue }
            for (tenant, line) in overview.lines.enumerated() where runbook.concerns(line.kind) {
                keys.append(PageKey(.clientRunbook, tenant, index, language: l))
            }
        }
    }

    private func addLists(_ l: UInt8, _ keys: inout [PageKey]) {
        for number in 1...overview.clientPages.count {
            keys.append(PageKey(.harbour, number, language: l))
        }
        for number in 1...overview.payerPages.count {
            keys.append(PageKey(.business, number, language: l))
        }
        for host in configuration.hosts.indices {
            keys.append(PageKey(.ports, host, language: l))
        }
        for kind in [PageKey.Kind.architecture, .activity, .runbookIndex] {
            keys.append(PageKey(kind, language: l))
        }
    }

    private func addChecks(_ keys: inout [PageKey]) {
        for (index, runbook) in library.runbooks.enumerated() {
            for language in runbook.texts.keys.sorted() {
                keys.append(PageKey(.runbookCheck, index, language: language.position))
            }
        }
        for (index, file) in library.files.notes.files.enumerated()
        where library.tenants[ContentReader.stem(file.name).name] == nil {
            keys.append(PageKey(.strayNotes, index))
        }
    }
}

extension Site {
    /// Below `public/`; of a check, a name that no file can have.
    func path(of key: PageKey) -> String {
        switch key.kind {
        case .client: return root(key) + "clients/\(records.slug(Int(key.first)).text).html"
        case .onboarding: return OnboardingPage.path(of: records.tenant(Int(key.first)))
        case .link: return LinkPage.path
        case .searchClients: return "portal/search/clients-\(key.first + 1).js"
        case .asset: return "assets/\(assets.files[Int(key.first)].name)"
        case .runbookCheck:
            let l = Language.allCases[Int(key.language)]
            return PageKey.checkMark + (library.runbooks[Int(key.first)].text(l)?.file ?? "")
        case .strayNotes: return PageKey.checkMark + library.files.notes.file(Int(key.first))
        default: return page(of: key).file
        }
    }

    private func root(_ key: PageKey) -> String {
        let language = Language.allCases[Int(key.language)]
        return language == agency.language ? "portal/" : "portal/\(language.rawValue)/"
    }

    /// Where a page of the portal lies.
    func page(of key: PageKey) -> PagePath {
        let language = Language.allCases[Int(key.language)]
        return PagePath(
            language: language, isPrimary: language == agency.language, path: place(of: key))
    }

    /// Below its language's root.
    private func place(of key: PageKey) -> String {
        let first = Int(key.first)
        switch key.kind {
        case .client: return "clients/\(records.slug(first).text).html"
        case .runbook: return "runbooks/\(library.runbooks[first].name).html"
        case .clientRunbook:
            let name = library.runbooks[Int(key.second)].name
            return "clients/\(records.slug(first).text)/\(name).html"
        case .harbour: return Paging.name("index", first)
        case .business: return Paging.name("business", first)
        case .ports: return PortsPage.path(configuration.hosts[first].name, isFirst: first == 0)
        case .architecture: return "architecture.html"
        case .activity: return "activity.html"
        case .runbookIndex: return "runbooks/index.html"
        default: return "search/runbooks.js"
        }
    }
}
