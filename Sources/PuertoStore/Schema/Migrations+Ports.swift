extension Migrations {
    /// The ports that were in use on a host's machine when it was last looked at.
    static let observedPorts = """
        CREATE TABLE observed_ports (
            host INTEGER PRIMARY KEY REFERENCES host (id) ON DELETE CASCADE,
            seen_at INTEGER NOT NULL,
            -- Ascending, with a space between them; only ports that some slot has.
            ports TEXT NOT NULL CHECK (ports NOT GLOB '*[^0-9 ]*')
        ) STRICT;

        """
}
