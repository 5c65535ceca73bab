/// The rows of a list that could be read, and how many could not. Anybody with a login may have
/// made a row, so a bad one costs only itself.
package struct Listed<Row: Decodable & Sendable>: Decodable, Sendable {
    package var rows: [Row] = []
    package var unreadable = 0

    package init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        while !container.isAtEnd {
            let row = try container.decode(Lenient.self)
            if let value = row.value { rows.append(value) } else { unreadable += 1 }
        }
    }

    package init() {}

    /// The rows of the server's list, those that could not be read included.
    var count: Int { rows.count + unreadable }

    mutating func add(_ other: Listed<Row>) {
        rows += other.rows
        unreadable += other.unreadable
    }

    private struct Lenient: Decodable {
        let value: Row?

        init(from decoder: any Decoder) throws { value = try? Row(from: decoder) }
    }
}

extension Listed: Equatable where Row: Equatable {}

/// A page of a list: its number, from 1, and the number of rows of a full one.
package struct ListPage: Hashable, Sendable {
    package let number: Int
    package let size: Int

    /// Brings both into what Windmill accepts: at least page 1, and 1 to 100 rows.
    package init(_ number: Int = 1, size: Int = 100) {
        self.number = max(1, number)
        self.size = min(max(1, size), 100)
    }

    var query: [(name: String, value: String)] {
        [("page", "\(number)"), ("per_page", "\(size)")]
    }
}
