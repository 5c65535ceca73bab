"""What became of jobs: one by one, as lists and as numbers."""

from .errors import not_found
from .routes import Answer, call, text, without_nothing

JOB = (
    "job.id, job.workspace_id, job.parent_job, job.created_by, job.created_at, job.runnable_path AS"
    " script_path, job.args, job.kind AS job_kind, job.script_lang AS language, job.tag,"
    " job.trigger AS schedule_path, job.permissioned_as_email AS email, job.visible_to_owner,"
    " lpad(to_hex(job.runnable_id), 16, '0') AS script_hash, false AS is_flow_step,"
    " 'u/' || job.created_by AS permissioned_as"
)
ENDED = (
    f"SELECT {JOB}, ended.started_at, ended.completed_at, ended.duration_ms, ended.result,"
    " ended.status = 'success' AS success, ended.status = 'canceled' AS canceled, ended.worker,"
    " ended.canceled_by, ended.canceled_reason, false AS is_skipped, 'CompletedJob' AS type"
    " FROM v2_job_completed AS ended JOIN v2_job AS job USING (id) WHERE job.workspace_id = %s"
)
QUEUED = (
    f"SELECT {JOB}, queue.started_at, queue.scheduled_for, queue.running, queue.worker,"
    " queue.canceled_by IS NOT NULL AS canceled, 'QueuedJob' AS type"
    " FROM v2_job_queue AS queue JOIN v2_job AS job USING (id) WHERE job.workspace_id = %s"
)


def conditions(query, ended):
    """SQL and values for the filters of the query that are given."""
    found = [
        ("script_path_exact", "job.runnable_path = %s"),
        ("script_path_start", "starts_with(job.runnable_path, %s)"),
        ("schedule_path", "job.trigger = %s"),
        ("job_kinds", "job.kind = ANY(string_to_array(%s, ','))"),
        ("created_by", "job.created_by = %s"),
        ("created_after", "job.created_at >= %s::timestamptz"),
        ("created_before", "job.created_at <= %s::timestamptz"),
    ]
    if ended:
        found += [
            ("success", "(ended.status = 'success') = %s::boolean"),
            ("started_after", "ended.started_at >= %s::timestamptz"),
            ("started_before", "ended.started_at <= %s::timestamptz"),
            ("completed_after", "ended.completed_at >= %s::timestamptz"),
            ("completed_before", "ended.completed_at <= %s::timestamptz"),
        ]
    used = [(sql, query[name]) for name, sql in found if query.get(name)]
    return "".join(f" AND {sql}" for sql, _ in used), [value for _, value in used]


def shown(row):
    """A job that ended shows its result even when that is null."""
    return without_nothing(row, *(["result"] if row["type"] == "CompletedJob" else []))


def listed(call, sql, ended, order):
    more, values = conditions(call.query, ended)
    way = "ASC" if call.query.get("order_desc") == "false" else "DESC"
    rows = call.tx.rows(
        f"{sql}{more} ORDER BY {order} {way} LIMIT %s OFFSET %s",
        *(call.workspace, *values, *call.page()),
    )
    return [shown(row) for row in rows]


@call("GET", "/w/{workspace}/jobs/completed/list")
def list_completed(call):
    return Answer(listed(call, ENDED, True, "ended.completed_at"))


@call("GET", "/w/{workspace}/jobs/queue/list")
def list_queue(call):
    return Answer(listed(call, QUEUED, False, "queue.scheduled_for"))


@call("GET", "/w/{workspace}/jobs/list")
def list_jobs(call):
    queued = [] if call.query.get("success") else listed(call, QUEUED, False, "queue.scheduled_for")
    return Answer(queued + listed(call, ENDED, True, "ended.completed_at"))


@call("GET", "/w/{workspace}/jobs/queue/count")
def count_queue(call):
    everywhere = call.flag("all_workspaces") and call.caller.super_admin
    return Answer(
        call.tx.row(
            "SELECT count(*) AS database_length, 0 AS suspended FROM v2_job_queue"
            " WHERE (%s OR workspace_id = %s) AND scheduled_for <= now() AND NOT running",
            *(everywhere, call.workspace),
        )
    )


@call("GET", "/w/{workspace}/jobs/completed/count")
def count_completed(call):
    sql = "SELECT count(*) AS database_length FROM v2_job_completed WHERE workspace_id = %s"
    return Answer(call.tx.row(sql, call.workspace))


@call("GET", "/w/{workspace}/jobs_u/get/{id}")
def get(call):
    for sql in (QUEUED, ENDED):
        row = call.tx.row(f"{sql} AND job.id::text = %s", call.workspace, call["id"])
        if row is not None:
            logs = call.tx.one("SELECT logs FROM job_logs WHERE job_id::text = %s", call["id"])
            return Answer({**shown(row), "logs": logs or ""})
    raise not_found(f"job {call['id']}")


def ended_row(call):
    return call.tx.row(f"{ENDED} AND job.id::text = %s", call.workspace, call["id"])


@call("GET", "/w/{workspace}/jobs_u/completed/get/{id}")
def get_completed(call):
    row = ended_row(call)
    if row is None:
        raise not_found(f"completed job {call['id']}")
    return Answer(shown(row))


@call("GET", "/w/{workspace}/jobs_u/completed/get_result/{id}")
def get_result(call):
    row = ended_row(call)
    if row is None:
        raise not_found(f"completed job {call['id']}")
    return Answer(row["result"])


@call("GET", "/w/{workspace}/jobs_u/completed/get_result_maybe/{id}")
def get_result_maybe(call):
    # The queue first: a job leaves it in the moment in which it is completed.
    queued = call.tx.row(
        "SELECT running FROM v2_job_queue WHERE id::text = %s AND workspace_id = %s",
        *(call["id"], call.workspace),
    )
    if queued is not None:
        value = {"completed": False, "result": None, "success": False}
        return Answer({**value, "started": queued["running"]})
    row = ended_row(call)
    if row is None:
        raise not_found(f"job {call['id']}")
    value = {"completed": True, "result": row["result"], "success": row["success"]}
    return Answer({**value, "started": True})


@call("GET", "/w/{workspace}/jobs_u/get_logs/{id}")
def get_logs(call):
    return text(call.tx.one("SELECT logs FROM job_logs WHERE job_id::text = %s", call["id"]) or "")
