extension FleetRecords {
    /// The order of the parts of the block:
    ///
    ///     version line · each tenant's record, custody, operations and changes · table · sections · others · header · seal
    ///
    /// A change of the layout, of the words of `Vocabulary`, or of a rule that records are checked
    /// by needs a new version: a block kept from before would bring the old ones back.
    enum Layout {
        static let version = Array("puerto fleet records 15\n".utf8)

        /// The size of an entry of the table.
        static let entryBytes = Column.allCases.count * 8

        /// The words of an entry: the places of record, custody, operations and changes, and
        /// fingerprints.
        enum Column: Int, CaseIterable {
            case record, custody, operations, changes
            case fingerprint, lineFingerprint, custodyFingerprint, pageFingerprint
            case operationsFingerprint, changesFingerprint
        }

        /// The size of the beginning that every record has: kind with the mark of an observed
        /// stack, status, slot, day, ports.
        static let fixedBytes = 32
        static let sealBytes = 8
    }

    /// The newest line of the history that the block knows, and the number of lines.
    package struct AuditMark: Hashable, Sendable {
        package let count: Int
        /// 0 for an empty history.
        package let seq: Int
        package let fingerprint: UInt64

        package init(count: Int, seq: Int, fingerprint: UInt64) {
            self.count = count
            self.seq = seq
            self.fingerprint = fingerprint
        }
    }
}

extension FleetRecords {
    /// The last words of the block, before its seal.
    struct Header {
        let count: Int
        let table: Int
        let sections: Int
        let others: Int
        let mark: AuditMark

        static let words = 7

        /// The place of the header itself.
        let end: Int
    }
}

extension FleetRecords.Bytes {
    mutating func add(_ header: FleetRecords.Header) {
        let mark = header.mark
        for word in [
            header.count, header.table, header.sections, header.others, mark.count, mark.seq,
        ] { add(word: word) }
        add(word: mark.fingerprint)
    }
}

extension FleetRecords.Header {
    /// Reads the header; `nil` when the block is damaged, cut off or of another version.
    init?(_ bytes: UnsafeRawBufferPointer) {
        typealias Layout = FleetRecords.Layout
        let seal = bytes.count - Layout.sealBytes
        let end = seal - Self.words * 8
        guard end >= Layout.version.count, bytes.starts(with: Layout.version) else { return nil }
        let content = Fingerprint(UnsafeRawBufferPointer(rebasing: bytes[..<seal]))
        guard bytes.loadUnaligned(fromByteOffset: seal, as: UInt64.self) == content.value
        else { return nil }
        let words = (0..<Self.words).map {
            bytes.loadUnaligned(fromByteOffset: end + $0 * 8, as: Int.self)
        }
        count = words[0]
        table = words[1]
        sections = words[2]
        others = words[3]
        mark = FleetRecords.AuditMark(
            count: words[4], seq: words[5], fingerprint: UInt64(bitPattern: Int64(words[6])))
        self.end = end
        guard isInOrder(bytes) else { return nil }
    }

    /// Tells whether every place lies inside the block: forged bytes can carry a right seal.
    private func isInOrder(_ bytes: UnsafeRawBufferPointer) -> Bool {
        typealias Layout = FleetRecords.Layout
        guard count >= 0, table >= Layout.version.count, sections >= table, others >= sections,
            others <= end, (end - others) % 8 == 0, count <= bytes.count,
            sections - table == count * Layout.entryBytes
        else { return false }
        var last = UInt64(Layout.version.count)
        for index in 0..<count {
            let offset = table + index * Layout.entryBytes
            for place in 0..<4 {
                let start = bytes.loadUnaligned(
                    fromByteOffset: offset + place * 8, as: UInt64.self)
                guard last <= start, start <= table else { return false }
                last = start
            }
        }
        return true
    }
}
