extension Migrations {
    /// Where the workspace is, and what its clients are called by the engine.
    static let place = """
        CREATE TABLE place (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            machine TEXT NOT NULL,
            path TEXT NOT NULL CHECK (path GLOB '/*'),
            inode TEXT NOT NULL,
            file_system TEXT NOT NULL,
            -- Jobs that have changed the engine, which has a mark with the same number.
            changes INTEGER NOT NULL CHECK (changes >= 0),
            -- The own id of a copy, which never acts on what carries the workspace's id.
            copy_id TEXT CHECK (length(copy_id) = 32 AND copy_id NOT GLOB '*[^0-9a-f]*')
        ) STRICT;

        -- The engine's objects keep the slug that they were made with.
        CREATE TABLE former_slug (
            tenant INTEGER NOT NULL REFERENCES tenant (id) ON DELETE CASCADE,
            slug TEXT NOT NULL,
            PRIMARY KEY (tenant, slug)
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER tenant_renamed AFTER UPDATE OF slug ON tenant WHEN OLD.slug <> NEW.slug
        BEGIN
            INSERT OR IGNORE INTO former_slug (tenant, slug) VALUES (OLD.id, OLD.slug);
        END;

        -- The number that the engine's objects carry, where it is not the row's.
        CREATE TABLE stack_number (
            tenant INTEGER PRIMARY KEY REFERENCES tenant (id) ON DELETE CASCADE,
            number INTEGER NOT NULL UNIQUE CHECK (number > 0)
        ) STRICT;

        """

    /// Takes former slugs out of the history, from the newest edit back to the oldest.
    static let placeContent = """
        WITH RECURSIVE edit (seq, old, new) AS (
            SELECT seq, substr(line, 7, instr(line, ' → ') - 7), object FROM (
                SELECT seq, object, detail || char(10) AS line FROM audit
                WHERE action = 'tenant.edit' AND outcome = 'done' AND detail GLOB 'slug: * → *')
        ), name (tenant, slug, seq) AS (
            SELECT id, slug, 9223372036854775807 FROM tenant
            UNION
            SELECT name.tenant, edit.old, edit.seq FROM name JOIN edit
                ON edit.new = name.slug AND edit.seq < name.seq
        )
        INSERT OR IGNORE INTO former_slug (tenant, slug)
            SELECT name.tenant, name.slug FROM name JOIN tenant ON tenant.id = name.tenant
            WHERE name.slug <> tenant.slug AND name.slug NOT GLOB '*[^a-z0-9-]*';

        """
}
