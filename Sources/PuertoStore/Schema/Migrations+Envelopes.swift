extension Migrations {
    /// The sessions that wait for envelopes.
    static let envelopes = """
        CREATE TABLE errand_session (
            errand INTEGER PRIMARY KEY REFERENCES errand (seq) ON DELETE CASCADE,
            -- SHA-256 of the cookie, as the table of sessions has it.
            digest BLOB NOT NULL CHECK (length(digest) = 32)
        ) STRICT;

        """
}
