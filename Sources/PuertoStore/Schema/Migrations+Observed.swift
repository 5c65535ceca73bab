extension Migrations {
    /// Stacks that Puerto did not make and only looks at. Nothing is queued or made for them, and
    /// they stay where they were found; the mark goes with the record alone. SQL cannot tell the verb
    /// that renames containers from another hand.
    static let observed = """
        CREATE TABLE observed (
            tenant INTEGER PRIMARY KEY REFERENCES tenant (id) ON DELETE CASCADE,
            at INTEGER NOT NULL
        ) STRICT;
        -- The containers as they were when they were adopted; another adoption replaces them.
        CREATE TABLE observed_container (
            tenant INTEGER NOT NULL REFERENCES observed (tenant) ON DELETE CASCADE,
            kind TEXT NOT NULL CHECK (kind IN ('windmill', 'worker', 'postgres', 'redis')),
            id TEXT NOT NULL UNIQUE CHECK (length(id) = 64 AND id NOT GLOB '*[^0-9a-f]*'),
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 128
                AND name NOT GLOB '*[^A-Za-z0-9_.-]*'),
            image TEXT NOT NULL CHECK (length(image) BETWEEN 1 AND 512),
            PRIMARY KEY (tenant, kind)
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER observed_insert BEFORE INSERT ON observed
        WHEN EXISTS (SELECT 1 FROM observed WHERE tenant = NEW.tenant)
            OR EXISTS (SELECT 1 FROM stack WHERE tenant = NEW.tenant AND applied NOT NULL)
            OR EXISTS (SELECT 1 FROM volume WHERE tenant = NEW.tenant)
            OR EXISTS (SELECT 1 FROM job WHERE tenant = NEW.tenant
                AND state IN ('queued', 'running'))
            OR NOT EXISTS (SELECT 1 FROM tenant WHERE id = NEW.tenant
                AND status IN ('ready', 'degraded'))
        BEGIN
            SELECT RAISE(ABORT, 'observed: only a running stack that Puerto did not make is');
        END;
        CREATE TRIGGER observed_update BEFORE UPDATE ON observed BEGIN
            SELECT RAISE(ABORT, 'observed: what was adopted stays so');
        END;
        CREATE TRIGGER observed_delete BEFORE DELETE ON observed
        WHEN EXISTS (SELECT 1 FROM tenant WHERE id = OLD.tenant) BEGIN
            SELECT RAISE(ABORT, 'observed: what was adopted stays so');
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
        CREATE TRIGGER observed_lease BEFORE INSERT ON lease
        WHEN NEW.tenant <> 0 AND EXISTS (SELECT 1 FROM observed WHERE tenant = NEW.tenant) BEGIN
            SELECT RAISE(ABORT, 'observed: no worker works on a stack that Puerto did not make');
        END;
        CREATE TRIGGER observed_status BEFORE UPDATE ON tenant
        WHEN NEW.status NOT IN ('ready', 'degraded')
            AND EXISTS (SELECT 1 FROM observed WHERE tenant = OLD.id)
        BEGIN
            SELECT RAISE(ABORT, 'observed: only a probe changes its state');
        END;
        -- A move fails as a whole, since it ends with a new slot.
        CREATE TRIGGER observed_slot BEFORE INSERT ON slot
        WHEN EXISTS (SELECT 1 FROM observed WHERE tenant = NEW.tenant) BEGIN
            SELECT RAISE(ABORT, 'observed: it stays in the slot that it was found in');
        END;
        CREATE TRIGGER observed_slot_update BEFORE UPDATE ON slot
        WHEN NEW.tenant NOT NULL
            AND EXISTS (SELECT 1 FROM observed WHERE tenant IN (OLD.tenant, NEW.tenant))
        BEGIN
            SELECT RAISE(ABORT, 'observed: it stays in the slot that it was found in');
        END;
        CREATE TRIGGER observed_stack_insert BEFORE INSERT ON stack
        WHEN NEW.applied NOT NULL AND EXISTS (SELECT 1 FROM observed WHERE tenant = NEW.tenant)
        BEGIN
            SELECT RAISE(ABORT, 'observed: Puerto makes no stack for it');
        END;
        CREATE TRIGGER observed_stack_update BEFORE UPDATE ON stack
        WHEN NEW.applied NOT NULL AND EXISTS (SELECT 1 FROM observed WHERE tenant = NEW.tenant)
        BEGIN
            SELECT RAISE(ABORT, 'observed: Puerto makes no stack for it');
        END;
        CREATE TRIGGER observed_rotation BEFORE INSERT ON credential_next
        WHEN EXISTS (SELECT 1 FROM observed WHERE tenant = NEW.tenant) BEGIN
            SELECT RAISE(ABORT, 'observed: no password of it is changed');
        END;

        """
}
