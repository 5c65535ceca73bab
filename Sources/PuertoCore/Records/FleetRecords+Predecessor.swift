extension FleetRecords {
    /// An older block that new records are compared with.
    struct Predecessor {
        let records: FleetRecords
        private var isFound: [Bool]
        private var next = 0
        /// Places by the slug's fingerprint; empty until the order differs.
        private var places: [UInt64: Int] = [:]

        init(_ records: FleetRecords) {
            self.records = records
            isFound = Array(repeating: false, count: records.count)
        }
    }
}

extension FleetRecords.Predecessor {
    /// Returns the place of a slug; cheap when slugs are asked for in the order of the block.
    mutating func find(_ slug: UnsafeRawBufferPointer) -> Int? {
        guard let place = place(slug) else { return nil }
        next = place + 1
        isFound[place] = true
        return place
    }

    /// Fingerprints of the slugs that were not asked for and that have changes.
    var gone: [UInt64] {
        isFound.indices.filter { !isFound[$0] && !records.changesRange($0).isEmpty }
            .map { records.withSlug($0) { Fingerprint($0).value } }
    }

    private mutating func place(_ slug: UnsafeRawBufferPointer) -> Int? {
        if has(slug, next) { return next }
        if has(slug, next + 1) { return next + 1 }
        if places.isEmpty {
            places.reserveCapacity(records.count)
            for index in 0..<records.count {
                places[records.withSlug(index) { Fingerprint($0).value }] = index
            }
        }
        return places[Fingerprint(slug).value].flatMap { has(slug, $0) ? $0 : nil }
    }

    private func has(_ slug: UnsafeRawBufferPointer, _ index: Int) -> Bool {
        index < records.count
            && records.withSlug(index) { $0.count == slug.count && $0.elementsEqual(slug) }
    }
}
