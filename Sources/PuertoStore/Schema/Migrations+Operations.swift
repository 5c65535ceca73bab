extension Migrations {
    /// The tables of operations: stack options, networks, jobs with their steps and logs, leases,
    /// probes, and drift from the records.
    static let operations = workspaceTables + jobTables + healthTables + baseStack

    private static let workspaceTables = """
        -- Tells this workspace's containers from another one's on the same machine.
        CREATE TABLE workspace (
            id TEXT NOT NULL PRIMARY KEY
                CHECK (length(id) = 32 AND id NOT GLOB '*[^0-9a-f]*'),
            only INTEGER NOT NULL UNIQUE CHECK (only = 1)
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER workspace_update BEFORE UPDATE ON workspace BEGIN
            SELECT RAISE(ABORT, 'workspace: its containers are known by this name');
        END;
        CREATE TRIGGER workspace_delete BEFORE DELETE ON workspace BEGIN
            SELECT RAISE(ABORT, 'workspace: its containers are known by this name');
        END;
        CREATE TRIGGER workspace_insert BEFORE INSERT ON workspace
        WHEN EXISTS (SELECT 1 FROM workspace) BEGIN
            SELECT RAISE(ABORT, 'workspace: its containers are known by this name');
        END;

        -- The 64 addresses of a slot; they stay with it while it is quarantined.
        CREATE TABLE subnet (
            host INTEGER NOT NULL,
            slot INTEGER NOT NULL,
            first INTEGER NOT NULL CHECK (first % 64 = 0 AND first BETWEEN 1 AND 4294967295),
            PRIMARY KEY (host, slot),
            UNIQUE (host, first),
            FOREIGN KEY (host, slot) REFERENCES slot (host, number) ON DELETE CASCADE
        ) STRICT, WITHOUT ROWID;

        -- What of a stack is not as usual, and what is known of it.
        CREATE TABLE stack (
            tenant INTEGER PRIMARY KEY REFERENCES tenant (id),
            -- 'name=value' words.
            options TEXT NOT NULL DEFAULT '',
            -- Of the state in the tenant's row; NULL when no job has set it.
            state_since INTEGER,
            reason TEXT,
            -- SHA-256 of the stack file as it was last applied.
            applied TEXT CHECK (length(applied) = 64 AND applied NOT GLOB '*[^0-9a-f]*'),
            compared_at INTEGER
        ) STRICT;

        -- A new value beside the one that is in use, until the switch is over.
        CREATE TABLE credential_next (
            tenant INTEGER NOT NULL REFERENCES tenant (id),
            field TEXT NOT NULL CHECK (field IN ('app', 'postgres', 'redis')),
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
            PRIMARY KEY (tenant, field)
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER credential_next_update BEFORE UPDATE ON credential_next
        WHEN NEW.tenant IS NOT OLD.tenant OR NEW.field IS NOT OLD.field
            OR NEW.secret_id IS NOT OLD.secret_id OR NEW.version IS NOT OLD.version
            OR NEW.ciphertext IS NOT OLD.ciphertext OR NEW.nonce IS NOT OLD.nonce
        BEGIN
            SELECT RAISE(ABORT, 'credential: a value that may be in use is not replaced');
        END;
        CREATE TRIGGER credential_next_insert BEFORE INSERT ON credential_next
        WHEN NEW.tenant IS 0 OR EXISTS (SELECT 1 FROM credential_next
            WHERE tenant = NEW.tenant AND field = NEW.field)
        BEGIN
            SELECT RAISE(ABORT, 'credential: a value that may be in use is not replaced');
        END;

        """

    private static let jobTables = """
        CREATE TABLE job (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE CHECK (length(id) = 16 AND id NOT GLOB '*[^0-9a-f]*'),
            action TEXT NOT NULL CHECK (action IN ('provision', 'suspend', 'resume', 'restart',
                'rotate', 'upgrade', 'reconcile', 'archive', 'build')),
            tenant INTEGER REFERENCES tenant (id),
            parameters TEXT NOT NULL,
            actor TEXT NOT NULL CHECK (actor <> ''),
            idempotency_key TEXT UNIQUE CHECK (length(idempotency_key) BETWEEN 1 AND 255),
            -- Higher ones first.
            priority INTEGER NOT NULL DEFAULT 0,
            state TEXT NOT NULL CHECK (state IN
                ('queued', 'running', 'done', 'failed', 'cancelled')),
            attempt INTEGER NOT NULL DEFAULT 0 CHECK (attempt BETWEEN 0 AND attempts),
            attempts INTEGER NOT NULL CHECK (attempts BETWEEN 1 AND 20),
            created_at INTEGER NOT NULL,
            ready_at INTEGER NOT NULL,
            started_at INTEGER,
            ended_at INTEGER,
            is_cancelled INTEGER NOT NULL DEFAULT 0 CHECK (is_cancelled IN (0, 1)),
            error TEXT,
            CHECK ((tenant IS NULL) = (action = 'build')),
            CHECK ((ended_at IS NULL) = (state IN ('queued', 'running')))
        ) STRICT;
        CREATE INDEX job_by_tenant ON job (tenant, seq);
        CREATE INDEX job_by_state ON job (state, priority, seq);
        -- The base system is looked at only, and a tenant has one job at a time.
        CREATE TRIGGER job_insert BEFORE INSERT ON job
        WHEN (NEW.tenant IS 0 AND NEW.action <> 'reconcile')
            OR EXISTS (SELECT 1 FROM job WHERE id = NEW.id OR seq = NEW.seq
                OR idempotency_key = NEW.idempotency_key)
            OR (NEW.state IN ('queued', 'running') AND EXISTS (SELECT 1 FROM job
                WHERE tenant = NEW.tenant AND state IN ('queued', 'running')))
        BEGIN
            SELECT RAISE(ABORT, 'base system: only looked at; others: one job at a time');
        END;
        CREATE TRIGGER job_update BEFORE UPDATE ON job
        WHEN NEW.seq IS NOT OLD.seq OR NEW.id IS NOT OLD.id OR NEW.action IS NOT OLD.action
            OR NEW.tenant IS NOT OLD.tenant OR NEW.actor IS NOT OLD.actor
            OR NEW.parameters IS NOT OLD.parameters
            OR (NEW.state IN ('queued', 'running') AND EXISTS (SELECT 1 FROM job
                WHERE tenant = NEW.tenant AND id <> NEW.id AND state IN ('queued', 'running')))
        BEGIN
            SELECT RAISE(ABORT, 'job: what was asked for stays, and a tenant has one at a time');
        END;

        CREATE TABLE job_step (
            job INTEGER NOT NULL REFERENCES job (seq),
            position INTEGER NOT NULL,
            name TEXT NOT NULL CHECK (name <> ''),
            state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed')),
            started_at INTEGER,
            ended_at INTEGER,
            PRIMARY KEY (job, position),
            UNIQUE (job, name)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE job_event (
            job INTEGER NOT NULL REFERENCES job (seq),
            number INTEGER NOT NULL,
            at INTEGER NOT NULL,
            step TEXT NOT NULL,
            text TEXT NOT NULL,
            PRIMARY KEY (job, number)
        ) STRICT, WITHOUT ROWID;

        -- Who works on a tenant. No file: what a dead process leaves here is taken over.
        CREATE TABLE lease (
            -- -1 for the fleet as a whole.
            tenant INTEGER PRIMARY KEY,
            job INTEGER NOT NULL REFERENCES job (seq),
            -- A new one each time: whoever has an old one has lost the tenant.
            token TEXT NOT NULL,
            -- The machine's boot, the namespace of its processes, the process and its start.
            holder TEXT NOT NULL,
            taken_at INTEGER NOT NULL,
            beats INTEGER NOT NULL DEFAULT 0
        ) STRICT;

        """

    private static let healthTables = """
        CREATE TABLE probe (
            tenant INTEGER PRIMARY KEY REFERENCES tenant (id),
            at INTEGER NOT NULL,
            health TEXT NOT NULL CHECK (health IN ('healthy', 'degraded', 'down')),
            milliseconds INTEGER NOT NULL CHECK (milliseconds >= 0),
            detail TEXT NOT NULL
        ) STRICT;

        -- How often it was found how, by the day in UTC.
        CREATE TABLE health_day (
            tenant INTEGER NOT NULL REFERENCES tenant (id),
            -- 20260821
            day INTEGER NOT NULL CHECK (day BETWEEN 19700101 AND 99991231),
            healthy INTEGER NOT NULL DEFAULT 0,
            degraded INTEGER NOT NULL DEFAULT 0,
            down INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (tenant, day)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE drift (
            tenant INTEGER NOT NULL REFERENCES tenant (id),
            position INTEGER NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('container', 'image', 'network', 'stackFile',
                'secretFile', 'state', 'page', 'stray')),
            subject TEXT NOT NULL,
            found TEXT NOT NULL,
            mend TEXT NOT NULL,
            PRIMARY KEY (tenant, position)
        ) STRICT, WITHOUT ROWID;

        """

    private static let baseStack = """
        CREATE TRIGGER stack_insert BEFORE INSERT ON stack
        WHEN NEW.tenant IS 0 AND (NEW.options <> '' OR NEW.applied IS NOT NULL) BEGIN
            SELECT RAISE(ABORT, 'base system: its stack is not one of Puerto''s');
        END;
        CREATE TRIGGER stack_update BEFORE UPDATE ON stack
        WHEN NEW.tenant IS NOT OLD.tenant
            OR (OLD.tenant IS 0 AND (NEW.options <> '' OR NEW.applied IS NOT NULL)) BEGIN
            SELECT RAISE(ABORT, 'base system: its stack is not one of Puerto''s');
        END;
        -- Whatever removes a tenant takes what was done to it along.
        CREATE TRIGGER tenant_operations BEFORE DELETE ON tenant WHEN OLD.id <> 0 BEGIN
            DELETE FROM lease WHERE tenant = OLD.id;
            DELETE FROM job_event WHERE job IN (SELECT seq FROM job WHERE tenant = OLD.id);
            DELETE FROM job_step WHERE job IN (SELECT seq FROM job WHERE tenant = OLD.id);
            DELETE FROM job WHERE tenant = OLD.id;
            DELETE FROM credential_next WHERE tenant = OLD.id;
            DELETE FROM health_day WHERE tenant = OLD.id;
            DELETE FROM probe WHERE tenant = OLD.id;
            DELETE FROM drift WHERE tenant = OLD.id;
            DELETE FROM stack WHERE tenant = OLD.id;
        END;

        """

    /// Adds the workspace's id, and addresses for the slots that exist already.
    static let operationsContent = """
        INSERT INTO workspace (id, only) VALUES (lower(hex(randomblob(16))), 1);
        INSERT INTO subnet (host, slot, first)
            SELECT host, number, 181731328 + number * 64 FROM slot;
        """
}
