extension Migrations {
    /// Where faults of the portal are reported.
    static let reporting = """
        CREATE TABLE web_contact (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            -- A mailto: or https: address.
            security TEXT NOT NULL CHECK (security <> '')
        ) STRICT;

        """
}
