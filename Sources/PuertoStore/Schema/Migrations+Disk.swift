extension Migrations {
    /// The clients' use of the disk, the free space of each host's machine, and the blob that
    /// makes room in the database's own file.
    static let disk = """
        -- What a client's stack takes of the disk, in MiB.
        CREATE TABLE disk_use (
            tenant INTEGER PRIMARY KEY CHECK (tenant <> 0) REFERENCES tenant (id),
            measured_at INTEGER NOT NULL,
            volumes INTEGER NOT NULL CHECK (volumes >= 0),
            layers INTEGER NOT NULL CHECK (layers >= 0),
            -- Seconds after which the measurement says nothing of now.
            sunset INTEGER NOT NULL CHECK (sunset > 0),
            -- The growth since the measurement before; negative when it has shrunk.
            grown INTEGER NOT NULL DEFAULT 0,
            -- The size at which the worker has suspended it; NULL again once it is within its plan.
            stopped_size INTEGER CHECK (stopped_size >= 0)
        ) STRICT;
        CREATE TRIGGER tenant_disk BEFORE DELETE ON tenant WHEN OLD.id <> 0 BEGIN
            DELETE FROM disk_use WHERE tenant = OLD.id;
        END;

        -- The last look at the free space of each host's machine, in MiB.
        CREATE TABLE disk_room (
            host INTEGER PRIMARY KEY REFERENCES host (id) ON DELETE CASCADE,
            holder TEXT NOT NULL,
            number INTEGER NOT NULL CHECK (number > 0),
            at INTEGER NOT NULL,
            free INTEGER NOT NULL CHECK (free >= 0),
            reserve INTEGER NOT NULL CHECK (reserve >= 0),
            state TEXT NOT NULL CHECK (state IN ('enough', 'short', 'stuck')),
            -- The free space when a client was suspended last; NULL again once there is enough.
            stopped_free INTEGER CHECK (stopped_free >= 0)
        ) STRICT;

        -- A blob that is added and deleted, so that its pages stay free in the file.
        CREATE TABLE disk_spare (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            bytes BLOB NOT NULL
        ) STRICT;

        """
}
