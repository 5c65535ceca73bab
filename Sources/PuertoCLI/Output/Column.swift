/// A column of a listing.
struct Column<Row> {
    let title: String
    let text: (Row) -> String

    init(_ title: String, _ text: @escaping (Row) -> String) {
        self.title = title
        self.text = text
    }
}
