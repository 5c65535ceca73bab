extension Migrations {
    /// The mark of a demo goes only into records whose history began as a demo's: a row that
    /// another program adds to a workspace in use would stop all of its work.
    static let demoMark = """
        CREATE TRIGGER demo_insert BEFORE INSERT ON demo
        WHEN NOT EXISTS (SELECT 1 FROM audit WHERE seq = 1 AND action = 'workspace.demo') BEGIN
            SELECT RAISE(ABORT, 'the history does not begin as that of a demo');
        END;

        """
}
