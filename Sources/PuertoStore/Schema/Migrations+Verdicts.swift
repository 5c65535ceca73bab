extension Migrations {
    /// The findings of comparisons that say of something that it could not be looked at. All others
    /// are differences.
    static let verdicts = """
        CREATE TABLE unseen (
            tenant INTEGER NOT NULL REFERENCES tenant (id),
            position INTEGER NOT NULL,
            PRIMARY KEY (tenant, position)
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER drift_unseen AFTER DELETE ON drift BEGIN
            DELETE FROM unseen WHERE tenant = OLD.tenant AND position = OLD.position;
        END;

        """
}
