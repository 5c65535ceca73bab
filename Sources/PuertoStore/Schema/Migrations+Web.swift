extension Migrations {
    /// The tables of the web tier: operators and sessions, hook secrets, errands, and one-time
    /// links.
    static let web = operatorTables + programTables + errandTables + linkTables + webTriggers

    private static let operatorTables = """
        -- What the hook has to know of puerto.yaml.
        CREATE TABLE web (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            origin TEXT NOT NULL,
            hook TEXT NOT NULL,
            proxies TEXT NOT NULL,
            agency TEXT NOT NULL,
            language TEXT NOT NULL CHECK (language IN ('es', 'en')),
            languages TEXT NOT NULL,
            style TEXT NOT NULL,
            icon TEXT NOT NULL,
            url TEXT NOT NULL,
            -- First ports, then a line for each slot that is skipped.
            ports TEXT NOT NULL,
            subnets TEXT NOT NULL,
            -- PRAGMA schema_version when tables and triggers were last seen to be right.
            schema INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE operator (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL UNIQUE
                CHECK (length(name) BETWEEN 1 AND 63 AND name NOT GLOB '*[^a-z0-9-]*'),
            role TEXT NOT NULL CHECK (role IN ('owner', 'viewer')),
            -- PHC string: no password can be found from it but by trying.
            password TEXT NOT NULL CHECK (password GLOB '$scrypt$ln=*' AND length(password) < 200),
            added_at INTEGER NOT NULL,
            changed_at INTEGER NOT NULL
        ) STRICT;
        CREATE TRIGGER operator_insert BEFORE INSERT ON operator
        WHEN EXISTS (SELECT 1 FROM operator WHERE id = NEW.id OR name = NEW.name) BEGIN
            SELECT RAISE(ABORT, 'operator: one cannot take the place of another');
        END;
        CREATE TRIGGER operator_update BEFORE UPDATE ON operator
        WHEN NEW.id IS NOT OLD.id OR NEW.name IS NOT OLD.name BEGIN
            SELECT RAISE(ABORT, 'operator: a name stays with who has it');
        END;

        CREATE TABLE session (
            -- SHA-256 of the cookie: whoever reads this table cannot log in with it.
            digest BLOB PRIMARY KEY CHECK (length(digest) = 32),
            operator INTEGER NOT NULL REFERENCES operator (id) ON DELETE CASCADE,
            created_at INTEGER NOT NULL,
            seen_at INTEGER NOT NULL,
            confirmed_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX session_by_operator ON session (operator);

        CREATE TABLE login_try (
            id INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            -- SHA-256 of what was typed as a name: people type passwords there.
            account BLOB NOT NULL CHECK (length(account) = 32),
            network TEXT NOT NULL,
            is_right INTEGER NOT NULL CHECK (is_right IN (0, 1))
        ) STRICT;
        CREATE INDEX login_try_by_account ON login_try (account, at);
        CREATE INDEX login_try_by_network ON login_try (network, at);

        -- A password that is being tried takes 128 MiB: no more than two rows at a time.
        CREATE TABLE password_check (
            token TEXT PRIMARY KEY,
            at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        """

    private static let programTables = """
        CREATE TABLE hook_secret (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL UNIQUE
                CHECK (length(name) BETWEEN 1 AND 63 AND name NOT GLOB '*[^a-z0-9-]*'),
            tenant INTEGER REFERENCES tenant (id),
            -- Sealed with the web tier's key.
            nonce BLOB NOT NULL CHECK (length(nonce) = 12),
            ciphertext BLOB NOT NULL CHECK (length(ciphertext) BETWEEN 16 AND 200),
            added_at INTEGER NOT NULL,
            ends_at INTEGER
        ) STRICT;
        CREATE TRIGGER hook_secret_update BEFORE UPDATE ON hook_secret
        WHEN NEW.id IS NOT OLD.id OR NEW.name IS NOT OLD.name OR NEW.tenant IS NOT OLD.tenant
            OR NEW.ciphertext IS NOT OLD.ciphertext
        BEGIN
            SELECT RAISE(ABORT, 'hook secret: it ends, and does not change');
        END;

        CREATE TABLE hook_seen (
            secret INTEGER NOT NULL REFERENCES hook_secret (id) ON DELETE CASCADE,
            id TEXT NOT NULL CHECK (length(id) BETWEEN 1 AND 128),
            at INTEGER NOT NULL,
            PRIMARY KEY (secret, id)
        ) STRICT, WITHOUT ROWID;

        """

    private static let errandTables = """
        CREATE TABLE errand (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE
                CHECK (length(id) = 32 AND id NOT GLOB '*[^0-9a-f]*'),
            kind TEXT NOT NULL CHECK (kind IN ('plan', 'reveal', 'link')),
            tenant INTEGER NOT NULL REFERENCES tenant (id),
            operator INTEGER NOT NULL REFERENCES operator (id) ON DELETE CASCADE,
            asked_at INTEGER NOT NULL,
            -- 'name: value' lines.
            question TEXT NOT NULL,
            public_key BLOB CHECK (length(public_key) = 65),
            state TEXT NOT NULL CHECK (state IN ('waiting', 'ready', 'failed')),
            plan TEXT,
            hash TEXT CHECK (length(hash) = 64),
            error TEXT,
            key BLOB CHECK (length(key) = 65),
            nonce BLOB CHECK (length(nonce) = 12),
            ciphertext BLOB CHECK (length(ciphertext) BETWEEN 16 AND 4096),
            CHECK ((kind = 'plan') = (public_key IS NULL))
        ) STRICT;
        CREATE INDEX errand_by_state ON errand (state, seq);

        """

    private static let linkTables = """
        CREATE TABLE link_receipt (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE
                CHECK (length(id) = 32 AND id NOT GLOB '*[^0-9a-f]*'),
            tenant INTEGER NOT NULL REFERENCES tenant (id) CHECK (tenant <> 0),
            field TEXT NOT NULL CHECK (field IN ('app', 'postgres', 'redis')),
            has_passphrase INTEGER NOT NULL CHECK (has_passphrase IN (0, 1)),
            created_at INTEGER NOT NULL,
            created_by TEXT NOT NULL CHECK (created_by <> ''),
            expires_at INTEGER NOT NULL
                CHECK (expires_at - created_at BETWEEN 60 AND 2678400),
            views_left INTEGER NOT NULL CHECK (views_left BETWEEN 0 AND 10),
            revoked_at INTEGER,
            read_at INTEGER,
            read_from TEXT
        ) STRICT;
        CREATE INDEX link_receipt_by_tenant ON link_receipt (tenant, seq);

        -- What a link opens, as long as it can be opened. Neither key nor token is here.
        CREATE TABLE link (
            receipt INTEGER PRIMARY KEY REFERENCES link_receipt (seq),
            id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
            token_sha256 BLOB NOT NULL CHECK (length(token_sha256) = 32),
            nonce BLOB NOT NULL CHECK (length(nonce) = 12),
            ciphertext BLOB NOT NULL CHECK (length(ciphertext) BETWEEN 16 AND 65552)
        ) STRICT;
        CREATE TRIGGER link_update BEFORE UPDATE ON link BEGIN
            SELECT RAISE(ABORT, 'link: what was handed over stays, or goes');
        END;

        -- Wrong tokens, by link and network, also for links that never were.
        CREATE TABLE claim_try (
            id INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            -- SHA-256 over both.
            pair BLOB NOT NULL CHECK (length(pair) = 32)
        ) STRICT;
        CREATE INDEX claim_try_by_pair ON claim_try (pair, at);
        CREATE INDEX claim_try_by_time ON claim_try (at);

        """

    private static let webTriggers = """
        -- Whatever removes a tenant takes what the web tier has of it along.
        CREATE TRIGGER tenant_web BEFORE DELETE ON tenant WHEN OLD.id <> 0 BEGIN
            DELETE FROM link WHERE receipt IN
                (SELECT seq FROM link_receipt WHERE tenant = OLD.id);
            DELETE FROM link_receipt WHERE tenant = OLD.id;
            DELETE FROM errand WHERE tenant = OLD.id;
            DELETE FROM hook_secret WHERE tenant = OLD.id;
        END;

        """
}
