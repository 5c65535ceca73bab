extension WindmillClient {
    /// Reads page after page of 100 rows until one is not full. Throws `tooManyRows` when there are
    /// more than `pages`, since part of a list looks as if the rest were gone, and when a page has
    /// more rows than were asked for. A row that makes a page too long to read costs only itself,
    /// up to 20 of them. The time of the whole list is limited, and so are its bytes.
    package func all<Row>(
        atMost pages: Int = 50, _ read: (ListPage) async throws -> Listed<Row>
    ) async throws -> Listed<Row> {
        try await within(ListBudget(limits)) { budget in
            var all = Listed<Row>()
            for number in 1...max(1, pages) {
                let page = ListPage(number)
                let found = try await readable(page, budget, read)
                all.add(found)
                guard found.count == page.size else { return all }
            }
            throw WindmillError.tooManyRows(limit: pages * ListPage().size)
        }
    }

    /// Reads one page, in which a row that makes it too long to read costs only itself.
    package func readable<Row>(
        _ page: ListPage = ListPage(), _ read: (ListPage) async throws -> Listed<Row>
    ) async throws -> Listed<Row> {
        try await within(ListBudget(limits)) { try await readable(page, $0, read) }
    }

    private func within<Result>(
        _ budget: ListBudget, _ work: (ListBudget) async throws -> Result
    ) async throws -> Result {
        try await ListBudget.$current.withValue(budget) { try await work(budget) }
    }

    private func readable<Row>(
        _ page: ListPage, _ budget: ListBudget, _ read: (ListPage) async throws -> Listed<Row>
    ) async throws -> Listed<Row> {
        do {
            let found = try await read(page)
            guard found.count <= page.size else {
                throw WindmillError.tooManyRows(limit: page.size)
            }
            return found
        } catch let error as WindmillError where error.isOfRows && budget.allowsParts {
            var all = Listed<Row>()
            guard page.size > 1 else {
                budget.countUnreadable()
                all.unreadable = 1
                return all
            }
            for part in page.parts {
                let found = try await readable(part, budget, read)
                all.add(found)
                // No row is after a part that is not full.
                guard found.count == part.size else { break }
            }
            return all
        }
    }
}

extension WindmillError {
    /// True when what is in the rows of a page may be the reason, and not the whole answer.
    fileprivate var isOfRows: Bool {
        switch self {
        case .tooLong: true
        case .malformed(_, let field): field == "nesting"
        case .notListening, .unreachable, .disconnected, .timeout, .refused, .tooManyRows,
            .openSourceBuild, .noAuthentication:
            false
        }
    }
}

extension ListPage {
    /// The same rows as smaller pages: of a tenth of the size where that is whole, or of one row.
    fileprivate var parts: [ListPage] {
        let part = size > 10 && size.isMultiple(of: 10) ? size / 10 : 1
        let count = size / part
        return (0..<count).map { ListPage((number - 1) * count + 1 + $0, size: part) }
    }
}
