"""Jobs: queued here, taken by the worker, waited for by those that ask for the result."""

import json
import time

from .database import Json, patience
from .errors import bad, internal, not_found
from .routes import Answer, call, text
from .settings import WAIT

# The languages whose scripts are locked by a job of the worker before they can run.
LOCKED = set("python3 go bun bunnative deno php rust ansible csharp nu java ruby rlang".split())
CHANNEL = "standin_jobs"


def push(tx, workspace, caller, kind, tag, args=None, scheduled_for=None, after=0, **more):
    """Queues a job and wakes the workers when the transaction ends well."""
    columns = list(more)
    values = [Json(one) if isinstance(one, (dict, list)) else one for one in more.values()]
    job = tx.one(
        "INSERT INTO v2_job (workspace_id, kind, tag, args, created_by, permissioned_as_email"
        f"{''.join(', ' + name for name in columns)})"
        f" VALUES (%s, %s, %s, %s, %s, %s{', %s' * len(columns)}) RETURNING id",
        *(workspace, kind, tag, Json(args or {}), caller.username, caller.email, *values),
    )
    tx.do(
        "INSERT INTO v2_job_queue (id, workspace_id, tag, scheduled_for) VALUES (%s, %s, %s,"
        " coalesce(%s::timestamptz, now() + %s * interval '1 second'))",
        *(job, workspace, tag, scheduled_for, after),
    )
    tx.do(f"NOTIFY {CHANNEL}")
    return str(job)


def deployed(tx, workspace, path):
    """The version that runs: the newest that has a lock, and whose lock did not fail."""
    row = tx.row(
        "SELECT hash, language, tag, timeout FROM script WHERE workspace_id = %s AND path = %s"
        " AND NOT archived AND NOT deleted AND lock IS NOT NULL AND lock_error_logs IS NULL"
        " ORDER BY created_at DESC LIMIT 1",
        *(workspace, path),
    )
    # While the newest is being locked, the one before it goes on running.
    return row or tx.row(
        "SELECT hash, language, tag, timeout FROM script WHERE workspace_id = %s AND path = %s"
        " AND NOT deleted AND lock IS NOT NULL AND lock_error_logs IS NULL AND EXISTS (SELECT"
        " FROM script AS newest WHERE newest.workspace_id = script.workspace_id"
        " AND newest.path = script.path AND NOT newest.archived)"
        " ORDER BY created_at DESC LIMIT 1",
        *(workspace, path),
    )


def push_script(tx, workspace, caller, path, args, **more):
    row = deployed(tx, workspace, path)
    if row is None:
        raise not_found(f"script not found at name {path}")
    tag = more.pop("tag", None) or row["tag"] or row["language"]
    return push(
        *(tx, workspace, caller, "script", tag, args),
        **{"runnable_path": path, "runnable_id": row["hash"], "script_lang": row["language"]},
        **{"timeout": row["timeout"], **more},
    )


def push_flow(tx, workspace, caller, path, args, **more):
    row = tx.row(
        "SELECT value, tag FROM flow WHERE workspace_id = %s AND path = %s AND NOT archived",
        *(workspace, path),
    )
    if row is None:
        raise not_found(f"flow not found at name {path}")
    tag = more.pop("tag", None) or row["tag"] or "flow"
    flow = {"runnable_path": path, "raw_flow": row["value"]}
    return push(tx, workspace, caller, "flow", tag, args, **flow, **more)


def options(call):
    """What the query says about when and where a job runs."""
    query, found = call.query, {}
    if query.get("tag"):
        found["tag"] = query["tag"]
    if query.get("scheduled_for"):
        found["scheduled_for"] = query["scheduled_for"]
    if query.get("scheduled_in_secs", "").isdigit():
        found["after"] = int(query["scheduled_in_secs"])
    if query.get("parent_job"):
        found["parent_job"] = query["parent_job"]
    return found


def pushed(call, push_one):
    args = call.body() if call.raw else {}
    return push_one(call.tx, call.workspace, call.caller, call["path"], args, **options(call))


@call("POST", "/w/{workspace}/jobs/run/p/{path}")
def run_script(call):
    return text(pushed(call, push_script), 201)


@call("POST", "/w/{workspace}/jobs/run/f/{path}")
def run_flow(call):
    return text(pushed(call, push_flow), 201)


@call("POST", "/w/{workspace}/jobs/run_wait_result/p/{path}")
def wait_script(call):
    return result_of(call, pushed(call, push_script))


@call("POST", "/w/{workspace}/jobs/run_wait_result/f/{path}")
def wait_flow(call):
    return result_of(call, pushed(call, push_flow))


def push_preview(call):
    body = call.body("args", {"content": str, "language": str, "args": dict})
    if not body.get("content") or not body.get("language"):
        raise bad("a preview needs content and language")
    return push(
        *(call.tx, call.workspace, call.caller, "preview"),
        *(body.get("tag") or body["language"], body["args"]),
        **{"raw_code": body["content"], "script_lang": body["language"]},
        runnable_path=body.get("path"),
    )


@call("POST", "/w/{workspace}/jobs/run/preview")
def run_preview(call):
    return text(push_preview(call), 201)


@call("POST", "/w/{workspace}/jobs/run_wait_result/preview")
def wait_preview(call):
    return result_of(call, push_preview(call))


def result_of(call, job):
    """Waits for a job outside of any transaction: 200, 422 when it failed, 500 when it lasts."""
    call.tx.commit()
    end, pause = time.monotonic() + WAIT, 0.005
    while time.monotonic() < end:
        patience(5)
        row = call.tx.row("SELECT result, status FROM v2_job_completed WHERE id = %s", job)
        call.tx.commit()
        if row is not None:
            return Answer(row["result"], 200 if row["status"] == "success" else 422)
        time.sleep(pause)
        pause = min(0.1, pause * 1.5)
    raise internal(f"timeout after {WAIT:g}s")


@call("POST", "/w/{workspace}/jobs_u/queue/cancel/{id}")
def cancel(call):
    body = call.body() if call.raw else {}
    row = call.tx.row(
        "UPDATE v2_job_queue SET canceled_by = %s, canceled_reason = %s WHERE id::text = %s"
        " AND workspace_id = %s RETURNING id, running, started_at",
        *(call.caller.username, body.get("reason"), call["id"], call.workspace),
    )
    if row is None:
        raise not_found(f"queued job {call['id']}")
    if not row["running"]:
        reason = body.get("reason") or "no reason given"
        error = {"name": "Canceled", "message": f"Job canceled: {reason}"}
        complete(call.tx, row["id"], {"error": error}, "canceled")
    return text(call["id"])


def complete(tx, job, result, status, worker=None):
    """Takes a job from the queue into the list of those that have ended."""
    row = tx.row("DELETE FROM v2_job_queue WHERE id = %s RETURNING *", job)
    if row is None:
        return False
    tx.do(
        "INSERT INTO v2_job_completed (id, workspace_id, started_at, duration_ms, result, status,"
        " worker, canceled_by, canceled_reason) VALUES (%s, %s, coalesce(%s, clock_timestamp()),"
        " coalesce(1000 * extract(epoch FROM clock_timestamp() - %s), 0), %s, %s, %s, %s, %s)",
        *(job, row["workspace_id"], row["started_at"], row["started_at"]),
        *(Json(json.loads(json.dumps(result))), status, worker),
        *(row["canceled_by"], row["canceled_reason"]),
    )
    return True
