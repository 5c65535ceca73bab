extension Migrations {
    /// Puerto's own secrets in a client's Windmill, and the data in which its stock login is gone.
    static let instances = """
        CREATE TABLE instance_secret (
            tenant INTEGER NOT NULL CHECK (tenant <> 0) REFERENCES tenant (id),
            field TEXT NOT NULL CHECK (field IN ('administrator', 'token')),
            -- 1 for a value that the server may not have yet, beside the one in use.
            is_next INTEGER NOT NULL CHECK (is_next IN (0, 1)),
            secret_id TEXT NOT NULL
                CHECK (length(secret_id) = 32 AND secret_id NOT GLOB '*[^0-9a-f]*'),
            version INTEGER NOT NULL CHECK (version >= 1),
            made_at INTEGER NOT NULL,
            fingerprint TEXT NOT NULL
                CHECK (length(fingerprint) = 9 AND fingerprint NOT GLOB '*[^0-9A-Z-]*'),
            kid TEXT NOT NULL,
            wrap_nonce BLOB NOT NULL CHECK (length(wrap_nonce) = 12),
            wrapped_key BLOB NOT NULL CHECK (length(wrapped_key) = 48),
            nonce BLOB NOT NULL CHECK (length(nonce) = 12),
            ciphertext BLOB NOT NULL CHECK (length(ciphertext) BETWEEN 16 AND 65552),
            PRIMARY KEY (tenant, field, is_next),
            UNIQUE (secret_id, version)
        ) STRICT, WITHOUT ROWID;
        -- A key may be wrapped anew, and the next value becomes the one in use.
        CREATE TRIGGER instance_secret_update BEFORE UPDATE ON instance_secret
        WHEN NEW.tenant IS NOT OLD.tenant OR NEW.field IS NOT OLD.field
            OR NEW.is_next > OLD.is_next OR NEW.secret_id IS NOT OLD.secret_id
            OR NEW.version IS NOT OLD.version OR NEW.ciphertext IS NOT OLD.ciphertext
            OR NEW.nonce IS NOT OLD.nonce
        BEGIN
            SELECT RAISE(ABORT, 'instance: a value that may be in use is not replaced');
        END;
        CREATE TRIGGER instance_secret_insert BEFORE INSERT ON instance_secret
        WHEN EXISTS (SELECT 1 FROM instance_secret
            WHERE (tenant = NEW.tenant AND field = NEW.field AND is_next = NEW.is_next)
                OR (secret_id = NEW.secret_id AND version = NEW.version))
        BEGIN
            SELECT RAISE(ABORT, 'instance: a value that may be in use is not replaced');
        END;
        -- Once a key is retired, nothing opens what is sealed under it.
        CREATE TRIGGER instance_secret_key BEFORE INSERT ON instance_secret
        WHEN EXISTS (SELECT 1 FROM vault_key WHERE purpose = 'master')
            AND NOT EXISTS (SELECT 1 FROM vault_key
                WHERE purpose = 'master' AND name = NEW.kid AND retired_at IS NULL)
        BEGIN
            SELECT RAISE(ABORT, 'instance: its master key is not in use any more');
        END;
        CREATE TRIGGER instance_secret_rewrap BEFORE UPDATE OF kid ON instance_secret
        WHEN EXISTS (SELECT 1 FROM vault_key WHERE purpose = 'master')
            AND NOT EXISTS (SELECT 1 FROM vault_key
                WHERE purpose = 'master' AND name = NEW.kid AND retired_at IS NULL)
        BEGIN
            SELECT RAISE(ABORT, 'instance: its master key is not in use any more');
        END;
        CREATE TRIGGER observed_instance_secret BEFORE INSERT ON instance_secret
        WHEN EXISTS (SELECT 1 FROM observed WHERE tenant = NEW.tenant) BEGIN
            SELECT RAISE(ABORT, 'observed: Puerto has no login of its own in it');
        END;

        CREATE TABLE instance (
            tenant INTEGER PRIMARY KEY CHECK (tenant <> 0) REFERENCES tenant (id),
            -- The client's workspace, which keeps its id when the client gets another slug.
            workspace TEXT CHECK (length(workspace) BETWEEN 1 AND 50),
            -- The system identifier of the PostgreSQL, and the object id of the database in it, in
            -- which the stock login is gone: other data have it again.
            system TEXT CHECK (system <> '' AND system NOT GLOB '*[^0-9]*'),
            database INTEGER CHECK (database >= 1),
            secured_at INTEGER,
            -- The client's login with the value of the field 'app' with which it was seen to work,
            -- after what another password has opened was closed.
            login_email TEXT CHECK (length(login_email) BETWEEN 1 AND 254),
            login_secret_id TEXT,
            login_version INTEGER CHECK (login_version >= 1),
            CHECK ((system IS NULL) = (secured_at IS NULL)),
            CHECK ((system IS NULL) = (database IS NULL)),
            CHECK ((login_secret_id IS NULL) = (login_version IS NULL)),
            CHECK ((login_secret_id IS NULL) = (login_email IS NULL))
        ) STRICT;
        CREATE TRIGGER instance_update BEFORE UPDATE ON instance
        WHEN NEW.tenant IS NOT OLD.tenant
            OR (OLD.workspace NOT NULL AND NEW.workspace IS NOT OLD.workspace)
        BEGIN
            SELECT RAISE(ABORT, 'instance: a client keeps its workspace');
        END;
        CREATE TRIGGER instance_insert BEFORE INSERT ON instance
        WHEN EXISTS (SELECT 1 FROM instance WHERE tenant = NEW.tenant) BEGIN
            SELECT RAISE(ABORT, 'instance: a client keeps its workspace');
        END;
        CREATE TRIGGER observed_instance BEFORE INSERT ON instance
        WHEN EXISTS (SELECT 1 FROM observed WHERE tenant = NEW.tenant) BEGIN
            SELECT RAISE(ABORT, 'observed: Puerto does not set it up');
        END;

        CREATE TRIGGER instance_observed BEFORE INSERT ON observed
        WHEN EXISTS (SELECT 1 FROM instance WHERE tenant = NEW.tenant)
            OR EXISTS (SELECT 1 FROM instance_secret WHERE tenant = NEW.tenant)
        BEGIN
            SELECT RAISE(ABORT, 'observed: only a Windmill that Puerto did not set up is');
        END;

        -- Whatever removes a tenant takes what is known of its instance along.
        CREATE TRIGGER tenant_instance BEFORE DELETE ON tenant WHEN OLD.id <> 0 BEGIN
            DELETE FROM instance_secret WHERE tenant = OLD.id;
            DELETE FROM instance WHERE tenant = OLD.id;
        END;

        """
}
