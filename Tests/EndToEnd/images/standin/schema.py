"""The tables, named as the real server names them where a test may look at them by SQL."""

from .database import Transaction, database, patience
from .settings import MIGRATION, say

LOCK = 7070_1743  # the advisory lock: two servers never migrate at once

# `changeme`, which every new instance has.
STOCK = (
    "$argon2id$v=19$m=4096,t=3,p=1$cHVlcnRvLXN0YW5kaW4tMQ"
    "$ODSHhpXfKMDfbTTaxx7HMlfbPmbqMdnAQMtnfWrAuKU"
)

# Roles belong to the whole cluster: a superuser makes them, or they are there beforehand.
ROLES = """
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'windmill_user') THEN
        CREATE ROLE windmill_user;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'windmill_admin') THEN
        CREATE ROLE windmill_admin WITH BYPASSRLS;
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL; -- another database's server has made them at this moment
END $$
"""

TABLES = """
CREATE TABLE password (
    email varchar(255) PRIMARY KEY, password_hash varchar(100), login_type varchar(50) NOT NULL,
    super_admin boolean NOT NULL DEFAULT false, verified boolean NOT NULL DEFAULT false,
    name varchar(255), company varchar(255), first_time_user boolean NOT NULL DEFAULT false,
    username varchar(50), devops boolean NOT NULL DEFAULT false,
    role_source varchar(50) NOT NULL DEFAULT 'manual', disabled boolean NOT NULL DEFAULT false);
CREATE TABLE token (
    token_hash varchar(64) PRIMARY KEY, token_prefix varchar(10) NOT NULL, label varchar(1000),
    expiration timestamptz, workspace_id varchar(50), email varchar(255),
    created_at timestamptz NOT NULL DEFAULT now(), last_used_at timestamptz NOT NULL DEFAULT now(),
    scopes text[], read_only boolean NOT NULL DEFAULT false, job uuid);
CREATE TABLE workspace (
    id varchar(50) PRIMARY KEY CHECK (id ~ '^\\w+(-\\w+)*$'), name varchar(50) NOT NULL,
    owner varchar(50) NOT NULL, deleted boolean NOT NULL DEFAULT false,
    premium boolean NOT NULL DEFAULT false, color varchar(7));
CREATE TABLE workspace_key (
    workspace_id varchar(50) PRIMARY KEY REFERENCES workspace ON DELETE CASCADE,
    kind varchar(20) NOT NULL DEFAULT 'cloud', key varchar(255) NOT NULL);
CREATE TABLE usr (
    workspace_id varchar(50) REFERENCES workspace ON DELETE CASCADE,
    username varchar(50) CHECK (username ~ '^[a-zA-Z][a-zA-Z_0-9]*$'), email varchar(255) NOT NULL,
    is_admin boolean NOT NULL DEFAULT false, operator boolean NOT NULL DEFAULT false,
    disabled boolean NOT NULL DEFAULT false, created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, username), UNIQUE (workspace_id, email));
CREATE TABLE workspace_invite (
    workspace_id varchar(50) REFERENCES workspace ON DELETE CASCADE, email varchar(255),
    is_admin boolean NOT NULL, operator boolean NOT NULL, PRIMARY KEY (workspace_id, email));
CREATE TABLE folder (
    workspace_id varchar(50) REFERENCES workspace ON DELETE CASCADE, name varchar(255),
    display_name varchar(100) NOT NULL, summary text, owners varchar(255)[] NOT NULL,
    extra_perms jsonb NOT NULL DEFAULT '{}', labels text[], created_by varchar(50),
    edited_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (workspace_id, name));
CREATE TABLE script (
    workspace_id varchar(50) REFERENCES workspace ON DELETE CASCADE, hash bigint,
    path varchar(255) NOT NULL CHECK (path ~ '^[ufg](/[\\w-]+){2,}$'), parent_hashes bigint[],
    summary text NOT NULL, description text NOT NULL, content text NOT NULL, schema jsonb,
    language varchar(30) NOT NULL, kind varchar(20) NOT NULL, tag varchar(50), lock text,
    lock_error_logs text, envs varchar(1000)[], timeout int, labels text[], deployment_msg text,
    created_by varchar(50) NOT NULL, created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    archived boolean NOT NULL DEFAULT false, deleted boolean NOT NULL DEFAULT false, more jsonb,
    PRIMARY KEY (workspace_id, hash));
CREATE INDEX script_path ON script (workspace_id, path);
CREATE TABLE variable (
    workspace_id varchar(50) REFERENCES workspace ON DELETE CASCADE,
    path varchar(255) CHECK (path ~ '^[ufg](/[\\w-]+){2,}$'), value text NOT NULL,
    is_secret boolean NOT NULL, description varchar(10000) NOT NULL DEFAULT '', account int,
    is_oauth boolean NOT NULL DEFAULT false, extra_perms jsonb NOT NULL DEFAULT '{}',
    expires_at timestamptz, labels text[], edited_at timestamptz NOT NULL DEFAULT now(),
    edited_by varchar(50), PRIMARY KEY (workspace_id, path));
CREATE TABLE resource_type (
    workspace_id varchar(50) REFERENCES workspace ON DELETE CASCADE, name varchar(50),
    schema jsonb, description text, format_extension varchar(20),
    is_fileset boolean NOT NULL DEFAULT false, created_by varchar(50),
    edited_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (workspace_id, name));
CREATE TABLE resource (
    workspace_id varchar(50) REFERENCES workspace ON DELETE CASCADE,
    path varchar(255) CHECK (path ~ '^[ufg](/[\\w-]+){2,}$'), value jsonb, description text,
    resource_type varchar(50) NOT NULL, extra_perms jsonb NOT NULL DEFAULT '{}', labels text[],
    created_by varchar(50), edited_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, path));
CREATE TABLE flow (
    workspace_id varchar(50) REFERENCES workspace ON DELETE CASCADE,
    path varchar(255) CHECK (path ~ '^[ufg](/[\\w-]+){2,}$'), summary text NOT NULL,
    description text NOT NULL DEFAULT '', value jsonb NOT NULL, schema jsonb, tag varchar(50),
    labels text[], edited_by varchar(50) NOT NULL, edited_at timestamptz NOT NULL DEFAULT now(),
    archived boolean NOT NULL DEFAULT false, extra_perms jsonb NOT NULL DEFAULT '{}',
    version bigserial, PRIMARY KEY (workspace_id, path));
CREATE TABLE app (
    id bigserial PRIMARY KEY, workspace_id varchar(50) REFERENCES workspace ON DELETE CASCADE,
    path varchar(255) CHECK (path ~ '^[ufg](/[\\w-]+){2,}$'), summary varchar(1000) NOT NULL,
    policy jsonb NOT NULL, versions bigint[] NOT NULL DEFAULT '{}', custom_path text,
    extra_perms jsonb NOT NULL DEFAULT '{}', labels text[], UNIQUE (workspace_id, path));
CREATE TABLE app_version (
    id bigserial PRIMARY KEY, app_id bigint NOT NULL REFERENCES app ON DELETE CASCADE,
    value jsonb NOT NULL, created_by varchar(50) NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE schedule (
    workspace_id varchar(50) REFERENCES workspace ON DELETE CASCADE,
    path varchar(255) CHECK (path ~ '^[ufg](/[\\w-]+){2,}$'), schedule varchar(255) NOT NULL,
    timezone varchar(255) NOT NULL, script_path varchar(255) NOT NULL, is_flow boolean NOT NULL,
    args jsonb, enabled boolean NOT NULL DEFAULT false, summary text, description text,
    on_failure text, more jsonb, labels text[], error text,
    extra_perms jsonb NOT NULL DEFAULT '{}', edited_by varchar(255) NOT NULL,
    edited_at timestamptz NOT NULL DEFAULT now(), email varchar(255) NOT NULL,
    PRIMARY KEY (workspace_id, path));
CREATE TABLE global_settings (name varchar(255) PRIMARY KEY, value jsonb NOT NULL);
CREATE TABLE config (name varchar(255) PRIMARY KEY, config jsonb NOT NULL);
CREATE TABLE v2_job (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(), workspace_id varchar(50) NOT NULL,
    kind varchar(20) NOT NULL, tag varchar(255) NOT NULL, runnable_path varchar(255),
    runnable_id bigint, raw_code text, script_lang varchar(30), raw_flow jsonb, args jsonb,
    trigger varchar(255), parent_job uuid, timeout int, created_by varchar(255) NOT NULL,
    permissioned_as_email varchar(255) NOT NULL, visible_to_owner boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE v2_job_queue (
    id uuid PRIMARY KEY REFERENCES v2_job ON DELETE CASCADE, workspace_id varchar(50) NOT NULL,
    tag varchar(255) NOT NULL, scheduled_for timestamptz NOT NULL DEFAULT now(),
    running boolean NOT NULL DEFAULT false, canceled_by varchar(50), canceled_reason text,
    worker varchar(255), started_at timestamptz, pinged timestamptz);
CREATE INDEX queue_next ON v2_job_queue (scheduled_for) WHERE NOT running;
CREATE TABLE v2_job_completed (
    id uuid PRIMARY KEY REFERENCES v2_job ON DELETE CASCADE, workspace_id varchar(50) NOT NULL,
    started_at timestamptz NOT NULL, completed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    duration_ms bigint NOT NULL, result jsonb, status varchar(20) NOT NULL, worker varchar(255),
    canceled_by varchar(50), canceled_reason text);
CREATE INDEX completed_at ON v2_job_completed (workspace_id, completed_at DESC);
CREATE TABLE job_logs (job_id uuid PRIMARY KEY REFERENCES v2_job ON DELETE CASCADE, logs text);
CREATE TABLE worker_ping (
    worker varchar(255) PRIMARY KEY, worker_instance varchar(255) NOT NULL,
    worker_group varchar(255) NOT NULL, custom_tags varchar(255)[],
    wm_version varchar(255) NOT NULL, ip varchar(50) NOT NULL DEFAULT '',
    jobs_executed int NOT NULL DEFAULT 0,
    started_at timestamptz NOT NULL DEFAULT now(), ping_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE standin_call (
    call text, status int, count bigint NOT NULL, PRIMARY KEY (call, status));
CREATE TABLE standin_violation (
    id bigserial PRIMARY KEY, call text NOT NULL, what text NOT NULL,
    at timestamptz NOT NULL DEFAULT now());
CREATE TABLE standin_fault (
    id serial PRIMARY KEY, call text NOT NULL, nth int NOT NULL DEFAULT 1, fault text NOT NULL,
    carried_out boolean NOT NULL DEFAULT false, seen int NOT NULL DEFAULT 0);
CREATE TABLE standin_traffic (
    id bigserial PRIMARY KEY, at timestamptz NOT NULL DEFAULT clock_timestamp(),
    method text NOT NULL, target text NOT NULL, call text, headers jsonb NOT NULL, body text,
    status int NOT NULL,
    content_type text NOT NULL, answer text, fault text);
"""

ROWS = [
    (
        "INSERT INTO password (email, password_hash, login_type, super_admin, verified, name,"
        " first_time_user, username) VALUES"
        " ('admin@windmill.dev', %s, 'password', true, true, 'Admin', true, 'admin')",
        (STOCK,),
    ),
    ("INSERT INTO workspace (id, name, owner) VALUES ('admins', 'Admins', 'admin@windmill.dev')",),
    (
        "INSERT INTO workspace_key (workspace_id, key) SELECT 'admins',"
        " left(md5(random()::text) || md5(random()::text), 64)",
    ),
    (
        "INSERT INTO usr (workspace_id, username, email, is_admin)"
        " VALUES ('admins', 'admin', 'admin@windmill.dev', true)",
    ),
    (
        "INSERT INTO resource_type (workspace_id, name, schema, description) VALUES"
        " ('admins', 'postgresql', '{\"type\": \"object\"}', 'PostgreSQL')",
    ),
    ("INSERT INTO config VALUES ('worker__default', '{}'), ('worker__native', '{}')",),
    ("INSERT INTO global_settings VALUES ('automate_username_creation', 'true')",),
]


def migrate():
    """As the real server: newer migrations than our own are no reason not to start."""
    patience(10)
    with Transaction(database) as tx:
        tx.do("SELECT pg_advisory_xact_lock(%s)", LOCK)
        tx.do(
            "CREATE TABLE IF NOT EXISTS standin_migration"
            " (version int PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())"
        )
        if tx.one("SELECT to_regclass('public.password')") is None:
            tx.do(ROLES)
            tx.do(TABLES)
            for statement in ROWS:
                tx.execute(*statement)
        tx.do(
            "INSERT INTO standin_migration (version) SELECT generate_series(1, %s)"
            " ON CONFLICT DO NOTHING",
            MIGRATION,
        )
        newest = tx.one("SELECT max(version) FROM standin_migration")
    if newest > MIGRATION:
        say(
            f"the database is at migration {newest}, newer than this server's {MIGRATION};"
            " starting all the same"
        )
