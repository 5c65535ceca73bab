// A tenant's custody is laid out as facts and page. Facts: how many credentials · each one's field,
// origin, version, time and fingerprint · whether a page is handed out, and its facts · how many
// earlier ones, and theirs · when a link was made, or 0. Page: header, commitment and ciphertext, or nothing.

extension FleetRecords.Bytes {
    package mutating func add(_ fact: CredentialFact) {
        add(word: UInt8(CredentialField.allCases.firstIndex(of: fact.field) ?? 0))
        add(word: UInt8(fact.isGenerated ? 1 : 0))
        add(word: fact.version)
        add(word: fact.setAt)
        add(text: fact.fingerprint)
    }

    /// The page that is handed out; `nil` without one.
    package mutating func add(
        handoff: (issuedAt: Int, sealedAt: Int, fingerprint: String, isChosen: Bool)?
    ) {
        add(word: UInt8(handoff == nil ? 0 : 1))
        guard let handoff else { return }
        add(word: UInt8(handoff.isChosen ? 1 : 0))
        add(word: handoff.issuedAt)
        add(word: handoff.sealedAt)
        add(text: handoff.fingerprint)
    }

    package mutating func add(_ past: PastHandoff) {
        add(word: past.issuedAt)
        add(word: past.endedAt)
        add(text: past.fingerprint)
        let endings = PastHandoff.Ending.allCases
        add(word: UInt8(past.ending.flatMap { endings.firstIndex(of: $0) }.map { $0 + 1 } ?? 0))
        add(text: past.endedBy ?? "")
    }

    package mutating func add(_ page: SealedPage) {
        for text in [page.header, page.commitment, page.ciphertext] { add(text: text) }
    }

    mutating func addFacts(of custody: Custody) {
        add(word: UInt32(custody.credentials.count))
        for fact in custody.credentials { add(fact) }
        add(
            handoff: custody.handoff.map {
                ($0.issuedAt, $0.sealedAt, $0.fingerprint, $0.hasChosenPassphrase)
            })
        add(word: UInt32(custody.past.count))
        for past in custody.past { add(past) }
        add(word: custody.linkedAt ?? 0)
    }
}

extension Custody {
    init(_ cursor: inout FleetRecords.Cursor) {
        credentials = cursor.list { cursor in
            let fields = CredentialField.allCases
            let field = fields[min(Int(cursor.word(UInt8.self)), fields.count - 1)]
            let isGenerated = cursor.word(UInt8.self) == 1
            let (version, setAt) = (cursor.integer(), cursor.integer())
            return CredentialFact(
                field: field, fingerprint: cursor.text(), setAt: setAt, version: version,
                isGenerated: isGenerated)
        }
        let isHandedOut = cursor.word(UInt8.self) == 1
        let isChosen = isHandedOut && cursor.word(UInt8.self) == 1
        let (issuedAt, sealedAt) = isHandedOut ? (cursor.integer(), cursor.integer()) : (0, 0)
        let fingerprint = isHandedOut ? cursor.text() : ""
        past = cursor.list { cursor in
            let (issuedAt, endedAt) = (cursor.integer(), cursor.integer())
            let fingerprint = cursor.text()
            let ending = Int(cursor.word(UInt8.self))
            let endings = PastHandoff.Ending.allCases
            let author = cursor.text()
            return PastHandoff(
                issuedAt: issuedAt, endedAt: endedAt, fingerprint: fingerprint,
                ending: (1...endings.count).contains(ending) ? endings[ending - 1] : nil,
                endedBy: author.isEmpty ? nil : author)
        }
        let linked = cursor.integer()
        linkedAt = linked == 0 ? nil : linked
        guard isHandedOut else {
            handoff = nil
            return
        }
        let (header, commitment) = (cursor.text(), cursor.text())
        handoff = Handoff(
            issuedAt: issuedAt, sealedAt: sealedAt, fingerprint: fingerprint,
            hasChosenPassphrase: isChosen,
            page: SealedPage(header: header, commitment: commitment, ciphertext: cursor.text()))
    }
}

extension FleetRecords {
    /// The same as `HandoffFacts` of the tenant and its custody. Cheaper than these, of which the sealed
    /// page is most.
    package func access(_ index: Int) -> HandoffFacts {
        let hasContact = read(record(index)) { cursor in
            cursor.skip(Layout.fixedBytes)
            // Slug, name, contact name, plan and host come before the locale.
            for _ in 0..<5 { _ = cursor.textBytes() }
            cursor.skip(1)
            return cursor.textBytes() != nil
        }
        return read(custodyRange(index)) { cursor in
            let app = CredentialField.allCases.firstIndex(of: .app) ?? 0
            var hasPassword = false
            for _ in 0..<cursor.word(UInt32.self) where !cursor.isBroken {
                if Int(cursor.word(UInt8.self)) == app { hasPassword = true }
                cursor.skip(1 + 2 * MemoryLayout<Int>.size)
                _ = cursor.textBytes()
            }
            let isHandedOver = cursor.word(UInt8.self) == 1 || isLinked(&cursor)
            return HandoffFacts(
                isHandedOver: isHandedOver, hasContact: hasContact, hasPassword: hasPassword)
        }
    }

    /// Reads from the earlier pages on: tells whether there is a link.
    private func isLinked(_ cursor: inout Cursor) -> Bool {
        for _ in 0..<cursor.word(UInt32.self) where !cursor.isBroken {
            cursor.skip(2 * MemoryLayout<Int>.size)
            _ = cursor.textBytes()
            cursor.skip(1)
            _ = cursor.textBytes()
        }
        return cursor.integer() != 0
    }

    /// Tells whether all records and what was handed over are the same; the rest, as probes and the
    /// history, may differ.
    package func hasSameTenants(as other: FleetRecords) -> Bool {
        guard count == other.count else { return false }
        return (0..<count).allSatisfy {
            fingerprint($0) == other.fingerprint($0)
                && custodyFingerprint($0) == other.custodyFingerprint($0)
        }
    }
}
