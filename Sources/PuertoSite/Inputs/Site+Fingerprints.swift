internal import CommonMark
internal import PuertoCore

extension Site {
    /// An input's fingerprint now: the same number for the same answer. Every case covers all that
    /// the function of `SiteContext` which notes the input gives away.
    func fingerprint(of input: Input) -> UInt64 {
        var print = Fingerprint()
        let index = Int(input.argument)
        switch input.kind {
        // A value's reflection names every stored property, so a new one cannot be forgotten; it
        // takes a while, and there is one agency.
        case .agency: print.add(String(reflecting: agency))
        case .address: print.add(configuration.url.template)
        case .ports: print.add(configuration.ports)
        case .hosts: for host in configuration.hosts { print.add(host) }
        case .plans: for plan in configuration.plans { print.add(plan) }
        case .host: print.add(configuration.hosts[index])
        case .plan: print.add(configuration.plans[index])
        case .assets: assets.add(to: &print)
        case .hook: print.add(configuration.web?.hook ?? "")
        case .zone: print.add(clock.zone)
        case .rounds: addRounds(&print)
        case .diskRooms: addDiskRooms(&print)
        case .demo: print.add(records.isDemo ? 1 : 0)
        case .totals: overview.totals.add(to: &print)
        case .inUse: overview.addInUse(&print)
        case .berths: overview.addBerths(index, self, &print)
        case .slotsLeft: for map in overview.slotMaps { print.add(map.freeCount) }
        case .latestChange: print.add(records.history.first?.at ?? -1)
        case .history: addHistory(&print)
        case .base: if let base { print.add(records.fingerprint(base)) }
        case .fleetPage: overview.addFleetPage(index, self, &print)
        case .payersPage: overview.addPayersPage(index, self, &print)
        case .attention: overview.home.add(to: &print)
        case .examples: overview.addExamples(self, &print)
        case .shard:
            for place in overview.shard(index) { print.add(records.fingerprint(place)) }
        case .tenant: print.add(records.fingerprint(index))
        case .changes: print.add(records.changesFingerprint(index))
        case .tenantExists: print.add(1)
        case .custody: print.add(records.custodyFingerprint(index))
        case .sealedPage: print.add(records.pageFingerprint(index))
        case .operations: print.add(records.operationsFingerprint(index))
        case .probes: overview.home.probes.add(to: &print, clock)
        case .baseProbe: if let base { add(records.operationsLine(base), &print) }
        case .notes: addNotes(index, input.reader, &print)
        case .stray: print.add(library.notesFingerprint(index))
        case .runbooks: addTitles(input.reader, &print) { _ in true }
        case .tenantRunbooks: addTitles(input.reader, &print) { $0.scope == .tenant }
        case .clientRunbooks: addTitles(input.reader, &print) { $0.isForClients }
        case .runbook: addRunbook(library.runbooks[index], input.reader, &print)
        case .outline: addOutline(library.runbooks[index], input.reader, &print)
        }
        return print.value
    }
}

extension Input {
    /// The language of the pages that look at it.
    fileprivate var reader: Language { Language.allCases[Int(language)] }
}

extension Assets {
    fileprivate func add(to print: inout Fingerprint) {
        for asset in files { print.add(asset.name) }
        print.add(sealed.print)
        print.add(link?.print ?? 0)
    }
}

extension Site {
    private func addHistory(_ print: inout Fingerprint) {
        for line in history {
            print.add(line.entry.fingerprint)
            print.add(line.name == nil ? 0 : 1)
            print.add(line.name ?? "")
        }
    }

    /// Adds what pages know of the worker's rounds.
    private func addRounds(_ print: inout Fingerprint) {
        print.add(configuration.engine.probeInterval)
        print.add(configuration.engine.sunset)
        print.add(configuration.engine.diskSunset)
        print.add(configuration.hosts.first?.name.text ?? "")
    }

    /// Adds the rooms as pages show them: more than the reserve is rounded, less is not.
    private func addDiskRooms(_ print: inout Fingerprint) {
        for room in records.diskRooms {
            print.add(room.host.text)
            print.add(room.state.rawValue)
            print.add(room.leftText(.enUS))
            print.add(room.memory?.total ?? 0)
            print.add(room.memory?.sold ?? 0)
            guard room.state != .enough else { continue }
            print.add(room.free)
            print.add(room.reserve)
        }
    }

    /// Adds a probe by its day, since pages show no more of it.
    private func add(_ line: OperationsLine, _ print: inout Fingerprint) {
        print.add(line.health?.rawValue ?? "")
        print.add(line.health == nil ? "" : clock.day(line.probedAt).description)
        print.add(line.hasFailed ? 1 : 0)
        print.add(line.hasDrift ? 1 : 0)
    }

    private func addNotes(_ tenant: Int, _ l: Language, _ print: inout Fingerprint) {
        guard let (file, language) = library.notesFile(records.slug(tenant), l) else { return }
        print.add(library.files.notes.files[file].name)
        print.add(Int(language.position))
        print.add(library.notesFingerprint(file))
    }

    private func addRunbook(_ runbook: Runbook, _ l: Language, _ print: inout Fingerprint) {
        guard let text = runbook.text(l) else { return }
        print.add(text.file)
        print.add(Int(text.language.position))
        print.add(text.fingerprint)
    }
}

extension Site {
    /// Adds what a link to a runbook depends on.
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

    /// Adds what lists show of runbooks.
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
    fileprivate func addInUse(_ print: inout Fingerprint) {
        for status in totals.byStatus.keys.sorted(by: { $0.rawValue < $1.rawValue }) {
            print.add(status.rawValue)
        }
        for plan in totals.byPlan.keys.sorted() { print.add(plan) }
    }

    fileprivate func addFleetPage(_ number: Int, _ site: Site, _ print: inout Fingerprint) {
        print.add(clientPages.count)
        add(number <= clientPages.count ? clients[clientPages[number - 1]] : [], site, &print)
    }

    fileprivate func addPayersPage(_ number: Int, _ site: Site, _ print: inout Fingerprint) {
        print.add(payerPages.count)
        add(number <= payerPages.count ? payers[payerPages[number - 1]] : [], site, &print)
    }

    fileprivate func addExamples(_ site: Site, _ print: inout Fingerprint) {
        for place in examples { print.add(site.records.lineFingerprint(place)) }
    }

    fileprivate func addBerths(_ index: Int, _ site: Site, _ print: inout Fingerprint) {
        add(berths[index][...], site, &print)
        print.add(slotMaps[index].freeCount)
        print.add(site.configuration.hosts[index])
        for slot in site.resting where slot.host == site.configuration.hosts[index].name {
            print.add(slot)
        }
        addPortsInUse(of: index, site, &print)
    }

    /// Adds the ports in use, and the day of the look, which the page shows with them.
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
