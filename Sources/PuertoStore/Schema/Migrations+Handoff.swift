extension Migrations {
    /// The ends of handoffs with their authors, and the authors of revocations. Those of before
    /// have no row.
    static let handoff = """
        CREATE TABLE handoff_end (
            handoff INTEGER PRIMARY KEY REFERENCES handoff (id) ON DELETE CASCADE,
            ending TEXT NOT NULL CHECK (ending IN ('replaced', 'withdrawn')),
            author TEXT NOT NULL CHECK (author <> '')
        ) STRICT;
        CREATE TABLE link_revocation (
            receipt INTEGER PRIMARY KEY REFERENCES link_receipt (seq) ON DELETE CASCADE,
            author TEXT NOT NULL CHECK (author <> '')
        ) STRICT;

        """
}
