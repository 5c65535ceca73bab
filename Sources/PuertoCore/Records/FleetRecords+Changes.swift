// A change is laid out as: byte count · seq · at · outcome and side · actor · action · detail ·
// the error in Spanish. The object of the change stands before it or is known.

extension FleetRecords.Bytes {
    package mutating func add(change entry: AuditEntry) {
        addChange(
            seq: entry.seq, at: entry.at, outcome: entry.outcome, side: entry.side
        ) { bytes in
            for text in [entry.actor, entry.action, entry.detail, entry.spanishError] {
                bytes.add(text: text)
            }
        }
    }

    /// Adds a change; `texts` adds actor, action, detail and the error in Spanish.
    package mutating func addChange(
        seq: Int, at: Int, outcome: AuditEntry.Outcome, side: HistorySide,
        texts: (inout Self) throws -> Void
    ) rethrows {
        let start = count
        add(word: UInt32(0))
        add(word: seq)
        add(word: at)
        let side: UInt8 = side == .unknown ? 0 : side == .web ? 4 : 8
        add(word: side + (outcome == .done ? 0 : outcome == .refused ? 1 : 2))
        try texts(&self)
        put(word: UInt32(count - start - 4), at: start)
    }
}

extension FleetRecords.Cursor {
    mutating func change(of object: String) -> AuditEntry {
        skip(4)
        let (seq, at, code) = (integer(), integer(), word(UInt8.self))
        let (outcome, side) = (code & 3, code >> 2)
        let (actor, action, detail) = (text(), text(), text())
        return AuditEntry(
            seq: seq, at: at, actor: actor, action: action, object: object,
            outcome: outcome == 0 ? .done : outcome == 1 ? .refused : .failed, detail: detail,
            side: side == 0 ? .unknown : side == 1 ? .web : .operating,
            spanishError: optionalText())
    }
}

extension AuditEntry {
    /// A digest of the whole line, which tells it from another one with the same number. A
    /// translation is no part of the line.
    package var fingerprint: UInt64 {
        let line = AuditEntry(
            seq: seq, at: at, actor: actor, action: action, object: object, outcome: outcome,
            detail: detail, side: side)
        var bytes = FleetRecords.Bytes()
        bytes.add(text: object)
        bytes.add(change: line)
        return bytes.fingerprint(of: 0..<bytes.count)
    }
}
