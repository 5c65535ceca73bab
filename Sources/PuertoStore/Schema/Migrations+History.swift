extension Migrations {
    /// The history, whose triggers make it append-only.
    static let history = """
        CREATE TABLE audit (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            actor TEXT NOT NULL CHECK (actor <> ''),
            action TEXT NOT NULL CHECK (action <> ''),
            object TEXT NOT NULL,
            outcome TEXT NOT NULL CHECK (outcome IN ('done', 'refused', 'failed')),
            detail TEXT NOT NULL
        ) STRICT;
        CREATE TRIGGER audit_update BEFORE UPDATE ON audit BEGIN
            SELECT RAISE(ABORT, 'audit: what is written stays');
        END;
        CREATE TRIGGER audit_delete BEFORE DELETE ON audit BEGIN
            SELECT RAISE(ABORT, 'audit: what is written stays');
        END;
        CREATE TRIGGER audit_insert BEFORE INSERT ON audit
        WHEN EXISTS (SELECT 1 FROM audit WHERE seq = NEW.seq) BEGIN
            SELECT RAISE(ABORT, 'audit: what is written stays');
        END;

        """
}
