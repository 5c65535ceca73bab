import PuertoCore

extension LinkView {
    static var columns: [Column<LinkView>] {
        [
            Column("RECEIPT") { String($0.receipt.id.prefix(8)) },
            Column("FIELD") { $0.receipt.field.rawValue },
            Column("STATE") { HandoffView.State($0.receipt.state).word(Spoken.language) },
            Column("MADE") { Timestamp.text($0.receipt.createdAt) },
            Column("BY") { $0.receipt.createdBy },
            Column("EXPIRES") { Timestamp.text($0.receipt.expiresAt) },
            Column("VIEWS LEFT") { String($0.receipt.viewsLeft) },
            Column("READ") { $0.receipt.readAt.map(Timestamp.text) ?? "–" },
            Column("FROM") { $0.receipt.readFrom ?? "–" },
        ]
    }
}
