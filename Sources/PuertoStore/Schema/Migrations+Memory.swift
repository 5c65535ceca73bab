extension Migrations {
    /// The memory of each host's machine at the last look, in MiB, and what the limits of its
    /// clients add up to.
    static let memory = """
        CREATE TABLE memory_room (
            host INTEGER PRIMARY KEY REFERENCES host (id) ON DELETE CASCADE,
            total INTEGER NOT NULL CHECK (total > 0),
            sold INTEGER NOT NULL CHECK (sold >= 0)
        ) STRICT;

        """
}
