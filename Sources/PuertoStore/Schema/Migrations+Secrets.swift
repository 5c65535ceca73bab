extension Migrations {
    /// The tables of sealed credentials, onboarding pages, verifiers of the database's keys, and
    /// seals of the history. The database holds no key, and nothing in them opens without one.
    static let secrets = """
        CREATE TABLE vault_key (
            purpose TEXT NOT NULL CHECK (purpose IN ('master', 'web', 'signing')),
            name TEXT NOT NULL
                CHECK (length(name) BETWEEN 1 AND 63 AND name NOT GLOB '*[^a-z0-9-]*'),
            -- Tells the right key from a wrong one; derived from it, and leads nowhere.
            verifier BLOB NOT NULL CHECK (length(verifier) = 32),
            added_at INTEGER NOT NULL,
            retired_at INTEGER,
            PRIMARY KEY (purpose, name)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE credential (
            tenant INTEGER NOT NULL REFERENCES tenant (id),
            -- 'passphrase' is the one of the sealed page, kept to seal it again.
            field TEXT NOT NULL CHECK (field IN ('app', 'postgres', 'redis', 'passphrase')),
            secret_id TEXT NOT NULL UNIQUE
                CHECK (length(secret_id) = 32 AND secret_id NOT GLOB '*[^0-9a-f]*'),
            version INTEGER NOT NULL CHECK (version >= 1),
            set_at INTEGER NOT NULL,
            origin TEXT NOT NULL CHECK (origin IN ('generated', 'given')),
            fingerprint TEXT NOT NULL
                CHECK (length(fingerprint) = 9 AND fingerprint NOT GLOB '*[^0-9A-Z-]*'),
            kid TEXT NOT NULL,
            wrap_nonce BLOB NOT NULL CHECK (length(wrap_nonce) = 12),
            wrapped_key BLOB NOT NULL CHECK (length(wrapped_key) = 48),
            nonce BLOB NOT NULL CHECK (length(nonce) = 12),
            ciphertext BLOB NOT NULL CHECK (length(ciphertext) BETWEEN 16 AND 65552),
            PRIMARY KEY (tenant, field)
        ) STRICT, WITHOUT ROWID;
        -- A value is never changed without its version; a key may be wrapped anew.
        CREATE TRIGGER credential_update BEFORE UPDATE ON credential
        WHEN NEW.tenant IS NOT OLD.tenant OR NEW.field IS NOT OLD.field
            OR NEW.secret_id IS NOT OLD.secret_id OR NEW.version < OLD.version
            OR (NEW.version = OLD.version
                AND (NEW.ciphertext IS NOT OLD.ciphertext OR NEW.nonce IS NOT OLD.nonce))
        BEGIN
            SELECT RAISE(ABORT, 'credential: a new value is a new version of it');
        END;
        CREATE TRIGGER credential_insert BEFORE INSERT ON credential
        WHEN EXISTS (SELECT 1 FROM credential WHERE secret_id = NEW.secret_id
            OR (tenant = NEW.tenant AND field = NEW.field))
        BEGIN
            SELECT RAISE(ABORT, 'credential: one cannot take the place of another');
        END;

        CREATE TABLE handoff (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            tenant INTEGER NOT NULL REFERENCES tenant (id) CHECK (tenant <> 0),
            issued_at INTEGER NOT NULL,
            sealed_at INTEGER NOT NULL,
            -- NULL for the one page that is handed out.
            ended_at INTEGER,
            passphrase TEXT NOT NULL CHECK (passphrase IN ('words', 'code', 'chosen')),
            -- What it was sealed with: another value of these, and it is sealed again.
            slug TEXT NOT NULL,
            url TEXT NOT NULL,
            user TEXT NOT NULL,
            fingerprint TEXT NOT NULL
                CHECK (length(fingerprint) = 9 AND fingerprint NOT GLOB '*[^0-9A-Z-]*'),
            header TEXT,
            commitment TEXT CHECK (length(commitment) = 43),
            ciphertext TEXT CHECK (length(ciphertext) BETWEEN 1387 AND 100000),
            CHECK ((ended_at IS NULL) = (header IS NOT NULL)),
            CHECK ((header IS NULL) = (commitment IS NULL)),
            CHECK ((header IS NULL) = (ciphertext IS NULL))
        ) STRICT;
        CREATE INDEX handoff_by_tenant ON handoff (tenant, id);
        CREATE TRIGGER handoff_insert BEFORE INSERT ON handoff
        WHEN EXISTS (SELECT 1 FROM handoff WHERE id = NEW.id
            OR (tenant = NEW.tenant AND ended_at IS NULL))
        BEGIN
            SELECT RAISE(ABORT, 'handoff: a client has one sealed page');
        END;
        CREATE TRIGGER handoff_update BEFORE UPDATE ON handoff
        WHEN OLD.ended_at IS NOT NULL OR NEW.id IS NOT OLD.id OR NEW.tenant IS NOT OLD.tenant
            OR NEW.issued_at IS NOT OLD.issued_at
        BEGIN
            SELECT RAISE(ABORT, 'handoff: what was handed over stays written');
        END;
        -- Whatever removes a tenant takes its secrets along.
        CREATE TRIGGER tenant_secrets BEFORE DELETE ON tenant WHEN OLD.id <> 0 BEGIN
            DELETE FROM credential WHERE tenant = OLD.id;
            DELETE FROM handoff WHERE tenant = OLD.id;
        END;

        -- A code over each line of the history and the code before it.
        CREATE TABLE audit_seal (
            seq INTEGER PRIMARY KEY REFERENCES audit (seq),
            code BLOB NOT NULL CHECK (length(code) = 32)
        ) STRICT;
        CREATE TRIGGER audit_seal_update BEFORE UPDATE ON audit_seal BEGIN
            SELECT RAISE(ABORT, 'audit: what is written stays');
        END;
        CREATE TRIGGER audit_seal_delete BEFORE DELETE ON audit_seal BEGIN
            SELECT RAISE(ABORT, 'audit: what is written stays');
        END;
        CREATE TRIGGER audit_seal_insert BEFORE INSERT ON audit_seal
        WHEN EXISTS (SELECT 1 FROM audit_seal WHERE seq = NEW.seq) BEGIN
            SELECT RAISE(ABORT, 'audit: what is written stays');
        END;

        """
}
