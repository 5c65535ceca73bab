extension Migrations {
    /// The attempts to bring back clients whose containers stopped by themselves.
    static let revivals = """
        CREATE TABLE revival (
            tenant INTEGER PRIMARY KEY REFERENCES tenant (id) ON DELETE CASCADE,
            tries INTEGER NOT NULL CHECK (tries >= 1),
            -- Of the next attempt.
            next_at INTEGER NOT NULL,
            -- 1 once the worker has said that it stops trying.
            is_over INTEGER NOT NULL DEFAULT 0 CHECK (is_over IN (0, 1))
        ) STRICT;

        """
}
