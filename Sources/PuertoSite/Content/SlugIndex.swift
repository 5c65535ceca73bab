internal import PuertoCore

/// Finds a tenant's place by its slug. The index is made at the first look-up.
struct SlugIndex: Sendable {
    let records: FleetRecords
    private let places = Memo<[String: Int]>()

    init(_ records: FleetRecords) { self.records = records }

    subscript(slug: String) -> Int? { all[slug] }

    var all: [String: Int] {
        places.get {
            Dictionary((0..<records.count).map { (records.slug($0).text, $0) }) { first, _ in first
            }
        }
    }
}
