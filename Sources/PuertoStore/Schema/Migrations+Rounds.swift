extension Migrations {
    /// The order of states and probes, which no clock decides; the worker's rounds, and what they
    /// measured.
    static let rounds = """
        -- Counts up with each state and each look. The clock may be set back; this number is not.
        CREATE TABLE sight_count (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            number INTEGER NOT NULL
        ) STRICT;

        -- The numbers of a tenant's newest state, probe and comparison; 0 before this table was.
        CREATE TABLE sight (
            tenant INTEGER PRIMARY KEY REFERENCES tenant (id),
            stated INTEGER NOT NULL DEFAULT 0,
            probed INTEGER NOT NULL DEFAULT 0,
            compared INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE TRIGGER sight_state AFTER UPDATE OF status ON tenant
        WHEN NEW.status <> OLD.status BEGIN
            INSERT INTO sight_count (only, number) VALUES (1, 1)
                ON CONFLICT (only) DO UPDATE SET number = number + 1;
            INSERT INTO sight (tenant, stated)
                VALUES (NEW.id, (SELECT number FROM sight_count))
                ON CONFLICT (tenant) DO UPDATE SET stated = excluded.stated;
        END;

        -- The last round of each host's worker.
        CREATE TABLE heartbeat (
            host INTEGER PRIMARY KEY REFERENCES host (id) ON DELETE CASCADE,
            holder TEXT NOT NULL,
            number INTEGER NOT NULL CHECK (number > 0),
            at INTEGER NOT NULL,
            interval INTEGER NOT NULL CHECK (interval > 0),
            stacks INTEGER NOT NULL CHECK (stacks >= 0),
            milliseconds INTEGER NOT NULL CHECK (milliseconds >= 0)
        ) STRICT;

        -- Sums over the rounds that began in a time, and the highest values of a single one.
        CREATE TABLE measure (
            tenant INTEGER NOT NULL REFERENCES tenant (id),
            grain TEXT NOT NULL CHECK (grain IN ('round', 'hour', 'day')),
            start INTEGER NOT NULL,
            rounds INTEGER NOT NULL CHECK (rounds > 0),
            healthy INTEGER NOT NULL,
            milliseconds INTEGER NOT NULL,
            slowest INTEGER NOT NULL,
            -- The rounds in which the engine told memory (MiB) and processor (thousandths of one).
            measured INTEGER NOT NULL,
            memory INTEGER NOT NULL,
            most_memory INTEGER NOT NULL,
            processor INTEGER NOT NULL,
            most_processor INTEGER NOT NULL,
            -- MiB of its volumes, as last measured.
            disk INTEGER,
            PRIMARY KEY (tenant, grain, start)
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER tenant_rounds BEFORE DELETE ON tenant WHEN OLD.id <> 0 BEGIN
            DELETE FROM sight WHERE tenant = OLD.id;
            DELETE FROM measure WHERE tenant = OLD.id;
        END;

        """
}
