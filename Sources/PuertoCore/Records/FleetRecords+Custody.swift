// A tenant's custody is laid out as facts and page. Facts: how many credentials · each one's field,
// origin, version, time and fingerprint · whether a page is handed out, and its facts · how many
// earlier ones, and theirs. Page: header, commitment and ciphertext, or nothing.

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
            return PastHandoff(issuedAt: issuedAt, endedAt: endedAt, fingerprint: cursor.text())
        }
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
