extension Migrations {
    /// Operators' passkeys, the registrations that the command line waits for, and what the portal
    /// asks passkeys for.
    static let passkeys = """
        CREATE TABLE passkey (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            operator INTEGER NOT NULL REFERENCES operator (id) ON DELETE CASCADE,
            credential BLOB NOT NULL UNIQUE CHECK (length(credential) BETWEEN 1 AND 1023),
            -- COSE: -7 is ES256, -257 is RS256.
            algorithm INTEGER NOT NULL CHECK (algorithm IN (-7, -257)),
            -- A point of P-256 (SEC 1, uncompressed), or an RSA key (PKCS #1, DER).
            public_key BLOB NOT NULL CHECK (length(public_key) BETWEEN 65 AND 1100),
            relying_party TEXT NOT NULL CHECK (relying_party <> ''),
            label TEXT NOT NULL CHECK (length(label) BETWEEN 1 AND 100),
            is_synced INTEGER NOT NULL CHECK (is_synced IN (0, 1)),
            sign_count INTEGER NOT NULL CHECK (sign_count >= 0),
            added_at INTEGER NOT NULL,
            used_at INTEGER
        ) STRICT;
        CREATE INDEX passkey_by_operator ON passkey (operator);
        CREATE TRIGGER passkey_update BEFORE UPDATE ON passkey
        WHEN NEW.id IS NOT OLD.id OR NEW.operator IS NOT OLD.operator
            OR NEW.credential IS NOT OLD.credential OR NEW.public_key IS NOT OLD.public_key
            OR NEW.algorithm IS NOT OLD.algorithm OR NEW.relying_party IS NOT OLD.relying_party
        BEGIN
            SELECT RAISE(ABORT, 'passkey: it is removed, and does not change');
        END;

        CREATE TABLE passkey_offer (
            -- 22 letters of base64url.
            id TEXT PRIMARY KEY CHECK (length(id) = 22),
            operator INTEGER NOT NULL REFERENCES operator (id) ON DELETE CASCADE,
            -- The address has it in its fragment, which browsers do not send.
            secret BLOB NOT NULL CHECK (length(secret) = 32),
            relying_party TEXT NOT NULL,
            made_at INTEGER NOT NULL,
            -- The passkey that a browser has made, as in the table of passkeys; it is none until the
            -- operator says so at the terminal.
            credential BLOB CHECK (length(credential) BETWEEN 1 AND 1023),
            algorithm INTEGER CHECK (algorithm IN (-7, -257)),
            public_key BLOB CHECK (length(public_key) BETWEEN 65 AND 1100),
            label TEXT CHECK (length(label) BETWEEN 1 AND 100),
            is_synced INTEGER CHECK (is_synced IN (0, 1)),
            sign_count INTEGER CHECK (sign_count >= 0)
        ) STRICT, WITHOUT ROWID;

        -- What puerto.yaml says of passkeys; without a row, what it says when it says nothing.
        CREATE TABLE web_policy (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            reveal TEXT NOT NULL CHECK (reveal IN ('off', 'passkey')),
            requires TEXT NOT NULL CHECK (requires IN ('password', 'passkey'))
        ) STRICT;

        """
}
