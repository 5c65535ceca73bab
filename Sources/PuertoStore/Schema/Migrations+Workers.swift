extension Migrations {
    /// The signs of life that workers give.
    static let workers = """
        CREATE TABLE worker_sign (
            holder TEXT PRIMARY KEY,
            at INTEGER NOT NULL,
            is_over INTEGER NOT NULL CHECK (is_over IN (0, 1))
        ) STRICT, WITHOUT ROWID;

        """
}
