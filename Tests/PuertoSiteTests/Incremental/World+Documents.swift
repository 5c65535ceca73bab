import PuertoCore

extension World {
    static let names = [
        "copia", "alertas", "ayuda", "primeros-pasos", "entrega", "cierre", "redes", "pagos",
    ]

    /// Makes one change of the documents, and describes it.
    mutating func editDocuments(_ random: inout SplitMix64) -> String {
        switch random.number(1...14) {
        case 1, 2: return addRunbook(&random)
        case 3: return removeRunbook(&random)
        case 4: return renameRunbook(&random)
        case 5...8:
            guard let name = random.pick(runbooks.keys.sorted()) else { return "none" }
            var writing = runbooks[name] ?? Writing()
            defer { runbooks[name] = writing }
            return change(&writing, &random, isRunbook: true) + " of runbook \(name)"
        case 9, 10: return writeNotes(&random)
        case 11:
            guard let slug = random.pick(notes.keys.sorted()) else { return "none" }
            notes[slug] = nil
            return "notes of \(slug) removed"
        default:
            guard let slug = random.pick(notes.keys.sorted()) else { return "none" }
            var writing = notes[slug] ?? Writing()
            defer { notes[slug] = writing }
            return change(&writing, &random, isRunbook: false) + " of the notes of \(slug)"
        }
    }

    mutating func addRunbook(_ random: inout SplitMix64) -> String {
        guard let name = random.pick(World.names.filter { runbooks[$0] == nil }) else {
            return "none"
        }
        var writing = Writing(title: "Sobre \(name)")
        writing.isForTenants = random.chance(60)
        writing.audience = random.pick([.operator, .operator, .client, .both]) ?? .operator
        writing.order = random.chance(80) ? random.number(1...9) : nil
        for _ in 0..<random.number(1...5) { _ = change(&writing, &random, isRunbook: true) }
        runbooks[name] = writing
        return "runbook \(name) added"
    }

    private mutating func removeRunbook(_ random: inout SplitMix64) -> String {
        guard let name = random.pick(runbooks.keys.sorted()) else { return "none" }
        runbooks[name] = nil
        return "runbook \(name) removed"
    }

    private mutating func renameRunbook(_ random: inout SplitMix64) -> String {
        guard let name = random.pick(runbooks.keys.sorted()),
            let other = random.pick(World.names.filter { runbooks[$0] == nil })
        else { return "none" }
        runbooks[other] = runbooks.removeValue(forKey: name)
        return "runbook \(name) is now \(other)"
    }

    /// Adds notes for a tenant, or for a slug that has no tenant yet.
    mutating func writeNotes(_ random: inout SplitMix64) -> String {
        let slugs = random.chance(80) ? tenants.map(\.slug.text) : World.slugs
        guard let slug = random.pick(slugs) else { return "none" }
        var writing = notes[slug] ?? Writing()
        for _ in 0..<random.number(1...4) { _ = change(&writing, &random, isRunbook: false) }
        writing.editions["", default: 0] += 1
        notes[slug] = writing
        return "notes of \(slug) written"
    }
}

extension World {
    private func change(
        _ writing: inout Writing, _ random: inout SplitMix64, isRunbook: Bool
    ) -> String {
        let number = random.number(1...99)
        switch random.number(1...(isRunbook ? 16 : 11)) {
        case 1...3:
            let suffix = random.pick(writing.editions.keys.sorted()) ?? ""
            writing.editions[suffix, default: 0] += number
            return "text\(suffix)"
        case 4: return changeHeadings(&writing, &random)
        case 5, 6: return changeLinks(&writing, &random)
        case 7, 8:
            let all = Writing.agencyNames + Writing.baseNames + Writing.tenantNames
            if let name = random.pick(all) { writing.placeholders = [name] + writing.placeholders }
            writing.placeholders = Array(writing.placeholders.prefix(4))
            return "placeholders"
        case 9, 10: return changeLanguages(&writing, &random)
        case 11 where random.chance(40):
            writing.isBroken = true
            return "a fault"
        case 12: writing.title = "Título \(number)"
        case 13: writing.tags = random.pick([["handoff"], [], ["t\(number)", "x"]]) ?? []
        case 14: writing.audience = random.pick([.operator, .client, .both]) ?? .operator
        case 15: writing.isForTenants.toggle()
        default: writing.order = random.chance(80) ? number : nil
        }
        return "front matter"
    }

    private func changeHeadings(_ writing: inout Writing, _ random: inout SplitMix64) -> String {
        let number = random.number(1...6)
        if let index = writing.headings.firstIndex(of: number) {
            writing.headings.remove(at: index)
            return "heading \(number) removed"
        }
        writing.headings.append(number)
        return "heading \(number) added"
    }

    private func changeLinks(_ writing: inout Writing, _ random: inout SplitMix64) -> String {
        if !writing.links.isEmpty, random.chance(35) {
            return "link \(writing.links.removeFirst()) removed"
        }
        if random.chance(60), let name = random.pick(runbooks.keys.sorted()) {
            let heading = random.chance(75) ? random.pick(runbooks[name]?.headings ?? []) : nil
            writing.links.append(.runbook(name, heading: heading))
        } else if let tenant = random.pick(tenants) {
            let slug = tenant.slug.text
            let heading = random.chance(75) ? random.pick(notes[slug]?.headings ?? []) : nil
            writing.links.append(.tenant(slug, heading: heading))
        }
        return "link added"
    }

    /// Adds, removes or renames a text's file.
    private func changeLanguages(_ writing: inout Writing, _ random: inout SplitMix64) -> String {
        let suffix = random.pick(Writing.suffixes) ?? ""
        switch random.number(1...3) {
        case 1:
            writing.locale = random.pick([.es, .en, nil] as [Language?]) ?? nil
            return "locale"
        case 2 where writing.editions.count == 1 && writing.editions[suffix] == nil:
            writing.editions = [suffix: writing.editions.values.first ?? 1]
            return "another file name '\(suffix)'"
        default:
            if writing.editions[suffix] == nil {
                writing.editions[suffix] = 1
            } else {
                writing.editions[suffix] = nil
            }
            return "text '\(suffix)' comes or goes"
        }
    }
}
