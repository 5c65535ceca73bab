internal import CommonMark
internal import PuertoCore

extension Site {
    /// What an input amounts to now: the same number for the same answer. Every case covers all
    /// that the function of `SiteContext` which notes it gives away.
    func fingerprint(of input: Input) -> UInt64 {
        var print = Fingerprint()
        switch input.origin {
        case .configuration: addConfiguration(input, &print)
        case .records: addRecords(input, &print)
        case .content: addContent(input, &print)
        }
        return print.value
    }
}

extension Site {
    private func addConfiguration(_ input: Input, _ print: inout Fingerprint) {
        let index = Int(input.argument)
        switch input.kind {
        // A value's reflection names every stored property, so a new one cannot be forgotten; it
        // takes a while, and there is one agency.
        case .agency: print.add(String(reflecting: agency))
        case .address: print.add(configuration.url.template)
        case .hosts: for host in configuration.hosts { print.add(host) }
        case .plans: for plan in configuration.plans { print.add(plan) }
        case .host: print.add(configuration.hosts[index])
        case .plan: print.add(configuration.plans[index])
        case .assets:
            for asset in assets.files { print.add(asset.name) }
            print.add(assets.sealed.print)
            print.add(assets.link?.print ?? 0)
        case .hook: print.add(configuration.web?.hook ?? "")
        case .zone: print.add(clock.zone)
        default:
            let ports = configuration.ports
            for port in [ports.app, ports.postgres, ports.redis] { print.add(port) }
            for (slot, reason) in ports.skip.sorted(by: { $0.key < $1.key }) {
                print.add(slot)
                print.add(reason)
            }
        }
    }

    private func addRecords(_ input: Input, _ print: inout Fingerprint) {
        let index = Int(input.argument)
        switch input.kind {
        case .tenant: print.add(records.fingerprint(index))
        case .changes: print.add(records.changesFingerprint(index))
        case .tenantExists: print.add(1)
        case .custody: print.add(records.custodyFingerprint(index))
        case .sealedPage: print.add(records.pageFingerprint(index))
        case .operations: print.add(records.operationsFingerprint(index))
        case .baseProbe: if let base { add(records.operationsLine(base), &print) }
        case .base: if let base { print.add(records.fingerprint(base)) }
        case .history:
            for entry in records.history {
                print.add(entry.fingerprint)
                print.add(library.tenants[entry.object] == nil ? 0 : 1)
            }
        case .latestChange: print.add(records.history.first?.at ?? -1)
        default: overview.add(input, of: self, &print)
        }
    }

    /// Pages that show this show the day.
    private func add(_ line: OperationsLine, _ print: inout Fingerprint) {
        print.add(line.health?.rawValue ?? "")
        print.add(line.health == nil ? "" : clock.day(line.probedAt).description)
        print.add(line.hasFailed ? 1 : 0)
        print.add(line.hasDrift ? 1 : 0)
    }

    private func addContent(_ input: Input, _ print: inout Fingerprint) {
        let index = Int(input.argument)
        let l = Language.allCases[Int(input.language)]
        switch input.kind {
        case .notes:
            guard let (file, language) = library.notesFile(records.slug(index), l) else { return }
            print.add(library.files.notes.files[file].name)
            print.add(Int(language.position))
            print.add(library.notesFingerprint(file))
        case .stray: print.add(library.notesFingerprint(index))
        case .runbook:
            guard let text = library.runbooks[index].text(l) else { return }
            print.add(text.file)
            print.add(Int(text.language.position))
            print.add(text.fingerprint)
        case .outline: addOutline(library.runbooks[index], l, &print)
        case .tenantRunbooks: addTitles(l, &print) { $0.scope == .tenant }
        case .clientRunbooks: addTitles(l, &print) { $0.isForClients }
        default: addTitles(l, &print) { _ in true }
        }
    }
}

extension Site {
    /// What a link to a runbook depends on.
    private func addOutline(_ runbook: Runbook, _ l: Language, _ print: inout Fingerprint) {
        addRules(runbook, &print)
        guard let text = runbook.text(l) else { return }
        print.add(text.file)
        for id in text.document.document.ids.sorted() { print.add(id) }
    }

    private func addRules(_ runbook: Runbook, _ print: inout Fingerprint) {
        print.add(runbook.name)
        print.add(runbook.audience.rawValue)
        print.add(runbook.scope.rawValue)
        print.add(runbook.original.rawValue)
        print.add(runbook.isAboutHandoff ? 1 : 0)
    }

    /// What lists show of runbooks.
    private func addTitles(
        _ l: Language, _ print: inout Fingerprint, _ belongs: (Runbook) -> Bool
    ) {
        for runbook in library.runbooks where belongs(runbook) {
            addRules(runbook, &print)
            guard let text = runbook.text(l) else { continue }
            print.add(text.title)
            print.add(text.language.rawValue)
            print.add(text.tags.count)
            for tag in text.tags { print.add(tag) }
        }
    }
}

extension Overview {
    func add(_ input: Input, of site: Site, _ print: inout Fingerprint) {
        let index = Int(input.argument)
        switch input.kind {
        case .totals: totals.add(to: &print)
        case .inUse:
            for status in totals.byStatus.keys.sorted(by: { $0.rawValue < $1.rawValue }) {
                print.add(status.rawValue)
            }
            for plan in totals.byPlan.keys.sorted() { print.add(plan) }
        case .slotsLeft: for map in slotMaps { print.add(map.freeCount) }
        case .fleetPage:
            print.add(clientPages.count)
            add(index <= clientPages.count ? clients[clientPages[index - 1]] : [], site, &print)
        case .payersPage:
            print.add(payerPages.count)
            add(index <= payerPages.count ? payers[payerPages[index - 1]] : [], site, &print)
        case .attention:
            print.add(needy.count)
            for (place, reasons) in needingAttention {
                print.add(site.records.lineFingerprint(place))
                print.add(Int(reasons.rawValue))
            }
        case .probes: probes.add(to: &print, site.clock)
        case .examples:
            for place in examples { print.add(site.records.lineFingerprint(place)) }
        case .shard:
            for place in shard(index) { print.add(site.records.fingerprint(place)) }
        default:
            add(berths[index][...], site, &print)
            print.add(slotMaps[index].freeCount)
            print.add(site.configuration.hosts[index])
            for slot in site.resting where slot.host == site.configuration.hosts[index].name {
                print.add(slot)
            }
            addPortsInUse(of: index, site, &print)
        }
    }

    /// The page that shows them shows the day of the look.
    private func addPortsInUse(of host: Int, _ site: Site, _ print: inout Fingerprint) {
        let inUse = slotMaps[host].portsInUse
        guard let seen = site.observedPorts(of: slotMaps[host].host.name), !inUse.isEmpty
        else { return }
        print.add(site.clock.day(seen.at).description)
        for (slot, port) in inUse {
            print.add(slot.number)
            print.add(port)
        }
    }

    private func add(_ places: ArraySlice<Int>, _ site: Site, _ print: inout Fingerprint) {
        print.add(places.count)
        for place in places { print.add(site.records.lineFingerprint(place)) }
    }
}
