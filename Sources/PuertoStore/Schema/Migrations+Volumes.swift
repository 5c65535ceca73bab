extension Migrations {
    /// The marks of filled data volumes, and the images that a stack was last healthy with.
    static let volumes = """
        -- A data volume that a login has seen filled: it is not made anew without an operator's word.
        CREATE TABLE volume (
            tenant INTEGER NOT NULL CHECK (tenant <> 0) REFERENCES tenant (id),
            service TEXT NOT NULL CHECK (service IN ('postgres', 'redis')),
            name TEXT NOT NULL CHECK (name <> ''),
            -- PostgreSQL's system identifier and major version.
            system TEXT CHECK (system <> '' AND system NOT GLOB '*[^0-9]*'),
            major INTEGER CHECK (major BETWEEN 1 AND 999),
            -- Whether the server's files were seen at their place while it answered.
            is_seen INTEGER NOT NULL CHECK (is_seen IN (0, 1)),
            filled_at INTEGER NOT NULL,
            -- Whether the stack file names it as one that Compose never makes.
            is_held INTEGER NOT NULL DEFAULT 0 CHECK (is_held IN (0, 1)),
            -- When an operator gave up its data; NULL while they are wanted.
            given_up_at INTEGER,
            PRIMARY KEY (tenant, service)
        ) STRICT, WITHOUT ROWID;

        -- The images that a stack was last healthy with; puerto.yaml names those of new stacks.
        CREATE TABLE stack_image (
            tenant INTEGER NOT NULL CHECK (tenant <> 0) REFERENCES tenant (id),
            service TEXT NOT NULL CHECK (service IN ('windmill', 'postgres', 'redis')),
            image TEXT NOT NULL CHECK (image <> ''),
            PRIMARY KEY (tenant, service)
        ) STRICT, WITHOUT ROWID;

        -- Whatever removes a tenant takes what is known of its volumes along.
        CREATE TRIGGER tenant_volumes BEFORE DELETE ON tenant WHEN OLD.id <> 0 BEGIN
            DELETE FROM volume WHERE tenant = OLD.id;
            DELETE FROM stack_image WHERE tenant = OLD.id;
        END;

        """

    /// Marks the data volumes of stacks that an older version has made. Their database is not known
    /// before the next login.
    static let volumesContent = """
        INSERT INTO volume (tenant, service, name, is_seen, filled_at)
            SELECT tenant.id, service.column1,
                'puerto-' || substr((SELECT id FROM workspace), 1, 8) || '-' || tenant.id || '_'
                    || service.column1, 0,
                coalesce(stack.state_since, CAST(strftime('%s', 'now') AS INTEGER))
            FROM tenant JOIN stack ON stack.tenant = tenant.id
                JOIN (VALUES ('postgres'), ('redis')) AS service
            WHERE tenant.id <> 0 AND stack.applied IS NOT NULL
                AND tenant.status IN ('ready', 'degraded', 'suspended', 'archived')
                AND NOT (service.column1 = 'redis'
                    AND ' ' || stack.options || ' ' LIKE '% redis=off %');

        """
}
