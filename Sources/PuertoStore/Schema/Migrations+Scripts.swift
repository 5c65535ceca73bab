extension Migrations {
    /// The scripts of the hook's own pages.
    static let scripts = """
        -- Files of public/assets/, as the style sheet and the icon that the table of the web tier names.
        CREATE TABLE web_script (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            login TEXT NOT NULL,
            register TEXT NOT NULL
        ) STRICT;

        """
}
