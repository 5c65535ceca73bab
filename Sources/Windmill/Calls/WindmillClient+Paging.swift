extension WindmillClient {
    /// Reads page after page of 100 rows until one is not full. Throws `tooManyRows` when there are
    /// more than `pages`, since part of a list looks as if the rest were gone, and when a page has
    /// more rows than were asked for.
    package func all<Row>(
        atMost pages: Int = 50, _ read: (ListPage) async throws -> Listed<Row>
    ) async throws -> Listed<Row> {
        var all = Listed<Row>()
        for number in 1...max(1, pages) {
            let page = ListPage(number)
            let found = try await read(page)
            let count = found.rows.count + found.unreadable
            guard count <= page.size else { throw WindmillError.tooManyRows(limit: page.size) }
            all.rows += found.rows
            all.unreadable += found.unreadable
            guard count == page.size else { return all }
        }
        throw WindmillError.tooManyRows(limit: pages * ListPage().size)
    }
}
