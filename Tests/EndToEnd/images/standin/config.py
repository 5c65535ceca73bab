"""Settings of the instance, its workers, and what it says of itself."""

import time

from . import health
from .database import Json
from .errors import Refusal, bad
from .routes import Answer, call, text, without_nothing
from .settings import ALIVE, VERSION

PROTECTED = {"jwt_secret", "rsa_keys"}
# What the Community Edition keeps of a worker group's configuration.
WORKER = {"worker_tags", "init_bash", "cache_clear", "native_mode"}


@call("GET", "/version")
def version(call):
    return health.version()


@call("GET", "/uptodate")
def uptodate(call):
    return text("yes")


@call("GET", "/ee_license")
def ee_license(call):
    return text("")


@call("GET", "/min_keep_alive_version")
def min_keep_alive_version(call):
    return Answer({"worker": "1.420.0", "agent": "1.420.0"})


def set_setting(call, key, value):
    if key in PROTECTED:
        raise bad(f"{key} is protected")
    if key == "retention_period_secs" and value is not None:
        if not isinstance(value, int) or not 0 <= value <= 30 * 24 * 60 * 60:
            raise bad("retention_period_secs is at most 30 days without an enterprise license")
    if value is None or value == "":
        call.tx.do("DELETE FROM global_settings WHERE name = %s", key)
        return
    call.tx.do(
        "INSERT INTO global_settings VALUES (%s, %s)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        *(key, Json(value)),
    )


@call("GET", "/settings/global/{key}")
def get_global(call):
    call.caller.must_be_superadmin()
    return Answer(call.tx.one("SELECT value FROM global_settings WHERE name = %s", call["key"]))


@call("POST", "/settings/global/{key}")
def set_global(call):
    call.caller.must_be_superadmin()
    set_setting(call, call["key"], call.body().get("value"))
    return text("")


@call("GET", "/settings/list_global")
def list_global(call):
    raise Refusal(400, "Bad request: list_global is only available in enterprise version")


@call("GET", "/settings/instance_config")
def get_instance_config(call):
    call.caller.must_be_superadmin()
    settings = call.tx.rows("SELECT name, value FROM global_settings ORDER BY name")
    configs = call.tx.rows("SELECT name, config FROM config ORDER BY name")
    groups = {row["name"].removeprefix("worker__"): row["config"] for row in configs}
    return Answer(
        {
            "global_settings": {row["name"]: row["value"] for row in settings},
            "worker_configs": groups,
        }
    )


@call("PUT", "/settings/instance_config")
def set_instance_config(call):
    call.caller.must_be_superadmin()
    body = call.body(kinds={"global_settings": dict, "worker_configs": dict})
    for key, value in (body.get("global_settings") or {}).items():
        set_setting(call, key, value)
    for name, value in (body.get("worker_configs") or {}).items():
        set_config(call, f"worker__{name}", value)
    return text("")


def set_config(call, name, value):
    kept = {k: v for k, v in value.items() if k in WORKER}
    call.tx.do(
        "INSERT INTO config VALUES (%s, %s)"
        " ON CONFLICT (name) DO UPDATE SET config = excluded.config",
        *(name, Json(kept if name.startswith("worker__") else value)),
    )


@call("POST", "/configs/update/{name}")
def update_config(call):
    call.caller.must_be_superadmin()
    set_config(call, call["name"], call.body())
    return text(f"Updated config {call['name']}")


@call("GET", "/configs/list_worker_groups")
def list_worker_groups(call):
    rows = call.tx.rows(
        "SELECT name, config FROM config WHERE name LIKE 'worker\\_\\_%%' ORDER BY 1"
    )
    return Answer([{**row, "name": row["name"].removeprefix("worker__")} for row in rows])


@call("GET", "/workers/list")
def list_workers(call):
    since = call.query.get("ping_since", "")
    rows = call.tx.rows(
        "SELECT worker, worker_instance, worker_group, custom_tags, wm_version, ip, jobs_executed,"
        " started_at, extract(epoch FROM now() - ping_at)::int AS last_ping FROM worker_ping"
        " WHERE ping_at > now() - %s * interval '1 second' ORDER BY worker LIMIT %s OFFSET %s",
        *(int(since) if since.isdigit() else 300, *call.page()),
    )
    return Answer([without_nothing(row) for row in rows])


@call("GET", "/health/detailed")
def detailed(call):
    began = time.monotonic()
    row = call.tx.row(
        "SELECT (SELECT count(*) FROM worker_ping WHERE ping_at > now() - %s * interval '1 second')"
        " AS workers, (SELECT count(*) FROM v2_job_queue WHERE NOT running) AS pending,"
        " (SELECT count(*) FROM v2_job_queue WHERE running) AS running",
        ALIVE,
    )
    groups = [one["worker_group"] for one in call.tx.rows("SELECT worker_group FROM worker_ping")]
    alive = row["workers"] > 0
    checks = {
        "database": {
            "healthy": True,
            "latency_ms": int(1000 * (time.monotonic() - began)),
            "pool": {"size": 1, "idle": 0, "max_connections": 6},
        },
        "workers": {
            "healthy": alive,
            "active_count": row["workers"],
            "worker_groups": groups,
            "min_version": VERSION.split("v")[-1],
            "versions": [VERSION.split("v")[-1]],
        },
        "queue": {"pending_jobs": row["pending"], "running_jobs": row["running"]},
        "readiness": {"healthy": True},
    }
    stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    return Answer(
        {
            "status": "healthy" if alive else "degraded",
            "checked_at": stamp,
            "version": VERSION,
            "checks": checks,
        }
    )
