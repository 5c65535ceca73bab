extension Migrations {
    /// The mark of a demo, whose clients are invented. Nothing is to run for them: the triggers
    /// refuse what a worker would act on, and the mark stays.
    static let demo = """
        CREATE TABLE demo (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            at INTEGER NOT NULL
        ) STRICT;
        CREATE TRIGGER demo_delete BEFORE DELETE ON demo BEGIN
            SELECT RAISE(ABORT, 'demo: it stays one');
        END;
        CREATE TRIGGER demo_update BEFORE UPDATE ON demo BEGIN
            SELECT RAISE(ABORT, 'demo: it stays one');
        END;
        CREATE TRIGGER demo_job BEFORE INSERT ON job WHEN EXISTS (SELECT 1 FROM demo) BEGIN
            SELECT RAISE(ABORT, 'demo: it queues no job');
        END;
        CREATE TRIGGER demo_lease BEFORE INSERT ON lease WHEN EXISTS (SELECT 1 FROM demo) BEGIN
            SELECT RAISE(ABORT, 'demo: it has no worker');
        END;
        CREATE TRIGGER demo_errand BEFORE INSERT ON errand WHEN EXISTS (SELECT 1 FROM demo) BEGIN
            SELECT RAISE(ABORT, 'demo: it has no worker');
        END;

        """
}
