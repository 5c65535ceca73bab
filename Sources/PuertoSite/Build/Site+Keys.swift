internal import PuertoCore

extension Site {
    /// Every page, in the order in which they are made.
    func keys() -> [PageKey] {
        var keys: [PageKey] = []
        keys.reserveCapacity(records.count * (agency.languages.count + 1) + 64)
        for kind in PageKey.Kind.allCases { add(kind, &keys) }
        return keys
    }

    private func add(_ kind: PageKey.Kind, _ keys: inout [PageKey]) {
        switch kind {
        case .client: add(kind, 0..<records.count, &keys)
        case .runbook: addRunbooks(&keys)
        case .clientRunbook: addClientRunbooks(&keys)
        case .harbour: add(kind, 1..<overview.clientPages.count + 1, &keys)
        case .business: add(kind, 1..<overview.payerPages.count + 1, &keys)
        case .ports: add(kind, configuration.hosts.indices, &keys)
        case .architecture, .activity, .runbookIndex, .searchRunbooks: add(kind, 0..<1, &keys)
        case .onboarding: addOnboarding(&keys)
        case .link: if configuration.web != nil { keys.append(PageKey(kind)) }
        case .searchClients:
            for file in 0..<configuration.hosts.count * SearchIndex.filesOfHost {
                keys.append(PageKey(kind, file))
            }
        case .asset: for asset in assets.files.indices { keys.append(PageKey(kind, asset)) }
        case .runbookCheck: addRunbookChecks(&keys)
        case .strayNotes: addStrayNotes(&keys)
        }
    }

    /// Adds a page for each number in every language.
    private func add(_ kind: PageKey.Kind, _ numbers: Range<Int>, _ keys: inout [PageKey]) {
        for language in agency.languages {
            for number in numbers {
                keys.append(PageKey(kind, number, language: language.position))
            }
        }
    }
}

extension Site {
    private func addRunbooks(_ keys: inout [PageKey]) {
        for language in agency.languages {
            for (index, runbook) in library.runbooks.enumerated()
            where runbook.text(language) != nil {
                keys.append(PageKey(.runbook, index, language: language.position))
            }
        }
    }

    private func addClientRunbooks(_ keys: inout [PageKey]) {
        for language in agency.languages {
            for (index, runbook) in library.runbooks.enumerated()
            where runbook.scope == .tenant && runbook.text(language) != nil {
                for (tenant, line) in overview.lines.enumerated()
                where runbook.concerns(line.kind) {
                    keys.append(
                        PageKey(.clientRunbook, tenant, index, language: language.position))
                }
            }
        }
    }

    private func addOnboarding(_ keys: inout [PageKey]) {
        let lines = overview.lines
        for place in overview.clients where lines[place].status != .archived {
            keys.append(PageKey(.onboarding, place))
        }
    }

    private func addRunbookChecks(_ keys: inout [PageKey]) {
        for (index, runbook) in library.runbooks.enumerated() {
            for language in runbook.texts.keys.sorted() {
                keys.append(PageKey(.runbookCheck, index, language: language.position))
            }
        }
    }

    private func addStrayNotes(_ keys: inout [PageKey]) {
        for (index, file) in library.files.notes.files.enumerated()
        where library.tenants[ContentReader.stem(file.name).name] == nil {
            keys.append(PageKey(.strayNotes, index))
        }
    }
}
