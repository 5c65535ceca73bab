internal import PuertoCore

extension Site {
    /// The path below `public/`; a check has a name that no file can have.
    func path(of key: PageKey) -> String {
        switch place(of: key) {
        case .language(let path):
            let language = Language.allCases[Int(key.language)]
            return PortalPath.root(language, isPrimary: language == agency.language) + path
        case .site(let path): return path
        case .check(let name): return PageKey.checkMark + name
        }
    }

    /// The place of a page of the portal, which every link on it begins from.
    func page(of key: PageKey) -> PagePath {
        let language = Language.allCases[Int(key.language)]
        return PagePath(
            language: language, isPrimary: language == agency.language, path: place(of: key).path)
    }

    private func place(of key: PageKey) -> Place {
        let first = Int(key.first)
        switch key.kind {
        case .client: return .language(PortalPath.client(records.slug(first).text))
        case .runbook: return .language(PortalPath.runbook(library.runbooks[first].name))
        case .clientRunbook:
            let name = library.runbooks[Int(key.second)].name
            return .language(PortalPath.clientRunbook(records.slug(first).text, name))
        case .harbour: return .language(PortalPath.page(first, of: PortalPath.harbour))
        case .business: return .language(PortalPath.page(first, of: PortalPath.business))
        case .ports:
            return .language(PortalPath.ports(configuration.hosts[first].name, isFirst: first == 0))
        case .architecture: return .language(PortalPath.architecture)
        case .activity: return .language(PortalPath.activity)
        case .runbookIndex: return .language(PortalPath.runbookIndex)
        case .searchRunbooks: return .language(PortalPath.searchRunbooks)
        case .onboarding:
            return .site(PortalPath.onboarding(records.tenant(first).onboardingToken))
        case .link: return .site(PortalPath.link)
        case .searchClients: return .site(PortalPath.searchClients(first + 1))
        case .asset: return .site(PortalPath.asset(assets.files[first].name))
        case .runbookCheck:
            let text = library.runbooks[first].text(Language.allCases[Int(key.language)])
            return .check(text?.file ?? "")
        case .strayNotes: return .check(library.files.notes.file(first))
        }
    }

    private enum Place {
        /// A path below a language's root.
        case language(String)
        /// A path below `public/`.
        case site(String)
        /// The name of the document that a check looks at.
        case check(String)

        var path: String {
            switch self {
            case .language(let path), .site(let path), .check(let path): path
            }
        }
    }
}
