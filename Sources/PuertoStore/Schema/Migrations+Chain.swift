extension Migrations {
    /// The digests that chain the lines of the history, and the epochs that sign them. The codes in
    /// `audit_seal` are those of older versions, which stay.
    static let chain = """
        CREATE TABLE audit_link (
            seq INTEGER PRIMARY KEY REFERENCES audit (seq),
            digest BLOB NOT NULL CHECK (length(digest) = 32),
            -- Who wrote the line; 'unknown' before sides were recorded.
            side TEXT NOT NULL CHECK (side IN ('operator', 'web', 'unknown'))
        ) STRICT;
        CREATE TRIGGER audit_link_update BEFORE UPDATE ON audit_link BEGIN
            SELECT RAISE(ABORT, 'audit: what is written stays');
        END;
        CREATE TRIGGER audit_link_delete BEFORE DELETE ON audit_link BEGIN
            SELECT RAISE(ABORT, 'audit: what is written stays');
        END;
        CREATE TRIGGER audit_link_insert BEFORE INSERT ON audit_link
        WHEN EXISTS (SELECT 1 FROM audit_link WHERE seq = NEW.seq) BEGIN
            SELECT RAISE(ABORT, 'audit: what is written stays');
        END;

        CREATE TABLE audit_epoch (
            number INTEGER PRIMARY KEY CHECK (number >= 1),
            start TEXT NOT NULL
                CHECK (start IN ('first', 'upgraded', 'closed', 'restored', 'lost')),
            -- The newest line when it began, 0 for none, and that line's digest.
            size INTEGER NOT NULL CHECK (size >= 0),
            digest BLOB NOT NULL CHECK (length(digest) = 32),
            at INTEGER NOT NULL,
            public_key BLOB NOT NULL UNIQUE CHECK (length(public_key) = 32),
            -- By the key of the epoch before; where that is missing, by its own.
            signature BLOB NOT NULL CHECK (length(signature) = 64)
        ) STRICT;
        CREATE TRIGGER audit_epoch_update BEFORE UPDATE ON audit_epoch BEGIN
            SELECT RAISE(ABORT, 'audit: what is written stays');
        END;
        CREATE TRIGGER audit_epoch_delete BEFORE DELETE ON audit_epoch BEGIN
            SELECT RAISE(ABORT, 'audit: what is written stays');
        END;
        CREATE TRIGGER audit_epoch_insert BEFORE INSERT ON audit_epoch
        WHEN EXISTS (SELECT 1 FROM audit_epoch WHERE number >= NEW.number) BEGIN
            SELECT RAISE(ABORT, 'audit: what is written stays');
        END;

        """
}
