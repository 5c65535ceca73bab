extension Migrations {
    /// The items that were pushed into a client's Windmill, and the action that pushes them.
    static let clientScripts = scriptTables + scriptJobs

    private static let scriptTables = """
        CREATE TABLE script_push (
            tenant INTEGER PRIMARY KEY CHECK (tenant <> 0) REFERENCES tenant (id),
            -- The workspace and the data that were pushed into: other data have none of it.
            workspace TEXT NOT NULL CHECK (length(workspace) BETWEEN 1 AND 50),
            system TEXT NOT NULL CHECK (system <> '' AND system NOT GLOB '*[^0-9]*'),
            database INTEGER NOT NULL CHECK (database >= 1),
            -- SHA-256 over the files of the last whole push, and over the shared ones.
            version TEXT CHECK (length(version) = 64 AND version NOT GLOB '*[^0-9a-f]*'),
            shared TEXT CHECK (length(shared) = 64 AND shared NOT GLOB '*[^0-9a-f]*'),
            pushed_at INTEGER,
            CHECK ((version IS NULL) = (pushed_at IS NULL)),
            CHECK ((version IS NULL) = (shared IS NULL))
        ) STRICT;
        CREATE TABLE script_item (
            tenant INTEGER NOT NULL REFERENCES script_push (tenant) ON DELETE CASCADE,
            kind TEXT NOT NULL CHECK (kind IN ('folder', 'resource-type', 'variable', 'resource',
                'script', 'flow', 'schedule')),
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 512),
            -- A keyed digest of what was sent; empty while a schedule or a lock is unfinished.
            sent TEXT NOT NULL CHECK (sent = '' OR length(sent) = 64)
                CHECK (sent NOT GLOB '*[^0-9a-f]*'),
            -- The server's mark of the item afterwards.
            mark TEXT NOT NULL,
            PRIMARY KEY (tenant, kind, name)
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER script_push_insert BEFORE INSERT ON script_push
        WHEN NOT EXISTS (SELECT 1 FROM lease WHERE tenant = NEW.tenant)
            OR EXISTS (SELECT 1 FROM observed WHERE tenant = NEW.tenant)
        BEGIN
            SELECT RAISE(ABORT, 'scripts: only the job that pushes them records it');
        END;
        CREATE TRIGGER script_push_update BEFORE UPDATE ON script_push
        WHEN NEW.tenant IS NOT OLD.tenant
            OR NOT EXISTS (SELECT 1 FROM lease WHERE tenant = NEW.tenant)
        BEGIN
            SELECT RAISE(ABORT, 'scripts: only the job that pushes them records it');
        END;
        CREATE TRIGGER script_item_insert BEFORE INSERT ON script_item
        WHEN NOT EXISTS (SELECT 1 FROM lease WHERE tenant = NEW.tenant) BEGIN
            SELECT RAISE(ABORT, 'scripts: only the job that pushes them records it');
        END;
        CREATE TRIGGER script_item_update BEFORE UPDATE ON script_item
        WHEN NEW.tenant IS NOT OLD.tenant
            OR NOT EXISTS (SELECT 1 FROM lease WHERE tenant = NEW.tenant)
        BEGIN
            SELECT RAISE(ABORT, 'scripts: only the job that pushes them records it');
        END;
        -- Whatever removes a tenant takes what was pushed to it along.
        CREATE TRIGGER tenant_scripts BEFORE DELETE ON tenant WHEN OLD.id <> 0 BEGIN
            DELETE FROM script_item WHERE tenant = OLD.id;
            DELETE FROM script_push WHERE tenant = OLD.id;
        END;

        """

    /// SQLite changes no CHECK: the table is made again with its rows and the number that comes
    /// next. Its triggers come after the rows, which were good when they were written.
    private static let scriptJobs = """
        CREATE TABLE job_before AS SELECT * FROM job;
        CREATE TABLE job_number AS SELECT seq FROM sqlite_sequence WHERE name = 'job';
        PRAGMA defer_foreign_keys = ON;
        DROP TRIGGER job_insert;
        DROP TRIGGER job_update;
        DROP TRIGGER demo_job;
        DROP TRIGGER observed_job;
        DROP TRIGGER observed_job_update;
        DROP INDEX job_by_tenant;
        DROP INDEX job_by_state;
        DROP INDEX job_by_time;
        DROP TABLE job;
        CREATE TABLE job (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE CHECK (length(id) = 16 AND id NOT GLOB '*[^0-9a-f]*'),
            action TEXT NOT NULL CHECK (action IN ('provision', 'suspend', 'resume', 'restart',
                'rotate', 'upgrade', 'reconcile', 'archive', 'build', 'scripts')),
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
        INSERT INTO job SELECT * FROM job_before;
        DELETE FROM sqlite_sequence WHERE name = 'job';
        INSERT INTO sqlite_sequence (name, seq) SELECT 'job', seq FROM job_number;
        DROP TABLE job_before;
        DROP TABLE job_number;
        CREATE INDEX job_by_tenant ON job (tenant, seq);
        CREATE INDEX job_by_state ON job (state, priority, seq);
        CREATE INDEX job_by_time ON job (action, created_at, actor);

        """ + scriptJobTriggers

    private static let scriptJobTriggers = """
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
        CREATE TRIGGER demo_job BEFORE INSERT ON job WHEN EXISTS (SELECT 1 FROM demo) BEGIN
            SELECT RAISE(ABORT, 'demo: it queues no job');
        END;
        CREATE TRIGGER observed_job BEFORE INSERT ON job
        WHEN NOT (NEW.tenant IS 0 AND NEW.action IS 'reconcile')
            AND EXISTS (SELECT 1 FROM observed WHERE tenant = NEW.tenant)
        BEGIN
            SELECT RAISE(ABORT, 'observed: no job changes a stack that Puerto did not make');
        END;
        CREATE TRIGGER observed_job_update BEFORE UPDATE ON job
        WHEN NEW.state IN ('queued', 'running')
            AND NOT (NEW.tenant IS 0 AND NEW.action IS 'reconcile')
            AND EXISTS (SELECT 1 FROM observed WHERE tenant = NEW.tenant)
        BEGIN
            SELECT RAISE(ABORT, 'observed: no job changes a stack that Puerto did not make');
        END;

        """
}
