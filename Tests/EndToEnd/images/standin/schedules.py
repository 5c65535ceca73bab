"""Schedules: each that is enabled has its next run in the queue."""

from datetime import datetime, timezone

from .callers import Caller
from .cron import Cron
from .database import Json
from .errors import bad, not_found
from .jobs import push_flow, push_script
from .routes import Answer, call, text, without_nothing

FIELDS = (
    "workspace_id, path, schedule, timezone, script_path, is_flow, args, enabled, summary,"
    " description, on_failure, labels, error, extra_perms, edited_by, edited_at, email"
)
KINDS = {"path": str, "schedule": str, "timezone": str, "script_path": str, "is_flow": bool}
KINDS |= {"args": dict, "enabled": bool, "labels": list}
# Only the Enterprise Edition takes these.
PAID = ("on_recovery", "on_success")


def find(tx, workspace, path):
    row = tx.row(
        f"SELECT {FIELDS} FROM schedule WHERE workspace_id = %s AND path = %s", workspace, path
    )
    if row is None:
        raise not_found(f"Schedule not found at name {path}")
    return row


def push_next(tx, row):
    """Replaces the queued run of a schedule by the next one; none when it is off."""
    tx.do(
        "DELETE FROM v2_job WHERE workspace_id = %s AND trigger = %s AND id IN (SELECT id"
        " FROM v2_job_queue WHERE workspace_id = %s AND NOT running)",
        *(row["workspace_id"], row["path"], row["workspace_id"]),
    )
    if not row["enabled"]:
        return
    moment = Cron(row["schedule"], row["timezone"]).next(datetime.now(timezone.utc))
    if moment is None:
        return
    push = push_flow if row["is_flow"] else push_script
    push(
        *(tx, row["workspace_id"], Caller(row["email"], False, row["edited_by"])),
        *(row["script_path"], row["args"] or {}),
        **{"scheduled_for": moment, "trigger": row["path"]},
    )


def checked(body):
    Cron(body["schedule"], body["timezone"])
    for name in PAID:
        if body.get(name):
            raise bad(f"{name} is only available in enterprise version")
    if (body.get("on_failure_times") or 1) > 1:
        raise bad("on_failure with a number of times > 1 is only available in enterprise version")


@call("POST", "/w/{workspace}/schedules/create")
def create(call):
    body = call.body("path schedule timezone script_path is_flow", KINDS)
    call.caller.must_write(call, body["path"])
    checked(body)
    if call.tx.one(
        "SELECT 1 FROM schedule WHERE workspace_id = %s AND path = %s",
        *(call.workspace, body["path"]),
    ):
        raise bad(f"Schedule {body['path']} already exists")
    more = {k: v for k, v in body.items() if k not in FIELDS.split(", ")}
    call.tx.do(
        "INSERT INTO schedule (workspace_id, path, schedule, timezone, script_path, is_flow, args,"
        " enabled, summary, description, on_failure, labels, more, edited_by, email)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        *(call.workspace, body["path"], body["schedule"], body["timezone"], body["script_path"]),
        *(body["is_flow"], Json(body.get("args") or {}), bool(body.get("enabled"))),
        *(body.get("summary"), body.get("description"), body.get("on_failure")),
        *(body.get("labels"), Json(more), call.caller.username, call.caller.email),
    )
    push_next(call.tx, find(call.tx, call.workspace, body["path"]))
    return text(body["path"])


@call("POST", "/w/{workspace}/schedules/update/{path}")
def update(call):
    body = call.body("schedule timezone", KINDS)
    row = find(call.tx, call.workspace, call["path"])
    call.caller.must_write(call, call["path"])
    checked(body)
    known = ("schedule", "timezone", "args", "summary", "description", "on_failure", "labels")
    row.update((name, body.get(name)) for name in known)
    call.tx.do(
        "UPDATE schedule SET schedule = %s, timezone = %s, args = %s, summary = %s,"
        " description = %s, on_failure = %s, labels = %s, edited_by = %s, email = %s,"
        " edited_at = now(), error = NULL WHERE workspace_id = %s AND path = %s",
        *(row["schedule"], row["timezone"], Json(row["args"] or {}), row["summary"]),
        *(row["description"], row["on_failure"], row["labels"], call.caller.username),
        *(call.caller.email, call.workspace, call["path"]),
    )
    push_next(call.tx, find(call.tx, call.workspace, call["path"]))
    return text(call["path"])


@call("POST", "/w/{workspace}/schedules/setenabled/{path}")
def set_enabled(call):
    body = call.body("enabled", {"enabled": bool})
    find(call.tx, call.workspace, call["path"])
    call.caller.must_write(call, call["path"])
    call.tx.do(
        "UPDATE schedule SET enabled = %s, edited_at = now() WHERE workspace_id = %s AND path = %s",
        *(body["enabled"], call.workspace, call["path"]),
    )
    push_next(call.tx, find(call.tx, call.workspace, call["path"]))
    return text(f"succesfully updated schedule at path {call['path']}")


def shown(row):
    return without_nothing({**row, "permissioned_as": f"u/{row['edited_by']}"})


def rows_of(call):
    rows = call.tx.rows(
        f"SELECT {FIELDS} FROM schedule WHERE workspace_id = %s AND path LIKE %s"
        " ORDER BY path LIMIT %s OFFSET %s",
        *(call.workspace, call.query.get("path_start", "").replace("_", r"\_") + "%"),
        *call.page(),
    )
    return [shown(row) for row in rows]


@call("GET", "/w/{workspace}/schedules/list")
def list_schedules(call):
    return Answer(rows_of(call))


@call("GET", "/w/{workspace}/schedules/list_with_jobs")
def list_with_jobs(call):
    """With the last twenty runs of each, which say how they ended and how long they took."""
    rows = rows_of(call)
    for row in rows:
        row["jobs"] = call.tx.rows(
            "SELECT id, status = 'success' AS success, duration_ms FROM v2_job_completed"
            " JOIN v2_job USING (id) WHERE v2_job.workspace_id = %s AND trigger = %s"
            " ORDER BY completed_at DESC LIMIT 20",
            *(call.workspace, row["path"]),
        )
    return Answer(rows)


@call("GET", "/w/{workspace}/schedules/get/{path}")
def get(call):
    return Answer({**shown(find(call.tx, call.workspace, call["path"])), "is_draft": False})


@call("GET", "/w/{workspace}/schedules/exists/{path}")
def exists(call):
    known = call.tx.one(
        "SELECT 1 FROM schedule WHERE workspace_id = %s AND path = %s", call.workspace, call["path"]
    )
    return Answer(known is not None)


@call("DELETE", "/w/{workspace}/schedules/delete/{path}")
def delete(call):
    row = find(call.tx, call.workspace, call["path"])
    call.caller.must_write(call, call["path"])
    push_next(call.tx, {**row, "enabled": False})
    call.tx.do(
        "DELETE FROM schedule WHERE workspace_id = %s AND path = %s", call.workspace, call["path"]
    )
    return text(f"schedule {call['path']} deleted")


@call("POST", "/schedules/preview")
def preview(call):
    body = call.body("schedule timezone", {"schedule": str, "timezone": str})
    return Answer(Cron(body["schedule"], body["timezone"]).upcoming(5))
