extension Migrations {
    /// The hours of a day (UTC) in which a tenant was probed, a bit each from 0 o'clock on.
    static let hours = """
        CREATE TABLE probed_hours (
            tenant INTEGER NOT NULL REFERENCES tenant (id),
            day INTEGER NOT NULL,
            hours INTEGER NOT NULL CHECK (hours BETWEEN 0 AND 16777215),
            PRIMARY KEY (tenant, day)
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER health_day_hours AFTER DELETE ON health_day BEGIN
            DELETE FROM probed_hours WHERE tenant = OLD.tenant AND day = OLD.day;
        END;

        """

    /// Rounds of before have left their hours; other probes of before count for none.
    static let hoursContent = """
        INSERT INTO probed_hours (tenant, day, hours)
            SELECT * FROM (
                SELECT tenant, CAST(strftime('%Y%m%d', start, 'unixepoch') AS INTEGER) AS day,
                    sum(1 << (start % 86400 / 3600))
                FROM measure WHERE grain = 'hour' GROUP BY 1, 2)
            WHERE (tenant, day) IN (SELECT tenant, day FROM health_day);
        """
}
