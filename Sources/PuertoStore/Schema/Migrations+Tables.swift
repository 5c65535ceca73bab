extension Migrations {
    static let tables = """
        CREATE TABLE host (
            -- 0 is the first host, which carries the base system.
            id INTEGER PRIMARY KEY,
            position INTEGER NOT NULL CHECK (position >= 0),
            name TEXT NOT NULL UNIQUE
                CHECK (length(name) BETWEEN 1 AND 63 AND name NOT GLOB '*[^a-z0-9-]*'),
            address TEXT NOT NULL CHECK (address <> ''),
            CHECK ((id = 0) = (position = 0))
        ) STRICT;

        CREATE TABLE plan (
            id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
            position INTEGER NOT NULL,
            name TEXT NOT NULL CHECK (name <> ''),
            monthly INTEGER NOT NULL CHECK (monthly >= 0),
            cpus REAL,
            memory_mb INTEGER,
            disk_gb INTEGER,
            users INTEGER,
            jobs_per_month INTEGER
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE tenant (
            -- 0 is the base system; an id is never given twice.
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            slug TEXT NOT NULL UNIQUE
                CHECK (length(slug) BETWEEN 1 AND 63 AND slug NOT GLOB '*[^a-z0-9-]*'),
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
            kind TEXT NOT NULL CHECK (kind IN ('base', 'client')),
            contact_name TEXT,
            contact_email TEXT,
            language TEXT NOT NULL CHECK (language <> ''),
            plan TEXT REFERENCES plan (id),
            status TEXT NOT NULL CHECK (status IN
                ('draft', 'provisioning', 'ready', 'degraded', 'suspended', 'archived')),
            since TEXT CHECK (since GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
            -- One line each: the path, a space, the title.
            dashboards TEXT NOT NULL CHECK (dashboards = '' OR (dashboards GLOB '/*'
                AND dashboards NOT GLOB '*' || char(10) || '[^/]*')),
            -- Separated by spaces.
            tags TEXT NOT NULL,
            welcome_token TEXT NOT NULL UNIQUE
                CHECK (length(welcome_token) = 32 AND welcome_token NOT GLOB '*[^0-9a-f]*'),
            CHECK ((kind = 'base') = (id = 0)),
            CHECK (kind = 'client' OR status NOT IN ('suspended', 'archived'))
        ) STRICT;

        CREATE TABLE slot (
            host INTEGER NOT NULL REFERENCES host (id),
            number INTEGER NOT NULL CHECK (number BETWEEN 0 AND 946),
            -- NULL while the slot is quarantined.
            tenant INTEGER UNIQUE REFERENCES tenant (id),
            former_tenant TEXT,
            until INTEGER,
            PRIMARY KEY (host, number),
            CHECK ((tenant IS NULL) = (former_tenant IS NOT NULL)),
            CHECK ((tenant IS NULL) = (until IS NOT NULL)),
            CHECK ((number = 0) = (tenant IS 0)),
            CHECK (number > 0 OR host = 0)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE service (
            host INTEGER NOT NULL,
            slot INTEGER NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('windmill', 'worker', 'postgres', 'redis')),
            port INTEGER CHECK (port BETWEEN 1 AND 65535),
            container TEXT NOT NULL CHECK (length(container) BETWEEN 1 AND 128
                AND container NOT GLOB '*[^A-Za-z0-9_.-]*'),
            PRIMARY KEY (host, slot, kind),
            UNIQUE (host, port),
            UNIQUE (host, container),
            FOREIGN KEY (host, slot) REFERENCES slot (host, number),
            CHECK ((port IS NULL) = (kind = 'worker'))
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX tenant_by_plan ON tenant (plan);

        -- A tenant that goes leaves its slot quarantined for thirty days, and a line in the history:
        -- no verb deletes one, so it was done by SQL.
        CREATE TRIGGER tenant_release BEFORE DELETE ON tenant WHEN OLD.id <> 0 BEGIN
            DELETE FROM service WHERE (host, slot) IN
                (SELECT host, number FROM slot WHERE tenant = OLD.id);
            UPDATE slot SET tenant = NULL, former_tenant = OLD.slug,
                until = CAST(strftime('%s', 'now') AS INTEGER) + 2592000
                WHERE tenant = OLD.id;
            INSERT INTO audit (at, actor, action, object, outcome, detail)
                VALUES (CAST(strftime('%s', 'now') AS INTEGER), 'sql', 'tenant.remove', OLD.slug,
                    'done', 'name: ' || OLD.name);
        END;

        """
}
