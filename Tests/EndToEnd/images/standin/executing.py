"""Carries out one job: what runs, as whom, with which arguments, and what came of it."""

import os

from .callers import new_token
from .database import patience
from .errors import Refusal
from .jobs import complete
from .locking import lock
from .resources import interpolated
from .running import Script, failed, run
from .schedules import find, push_next
from .steps import run_flow

# Nothing of the worker's own environment reaches a script but this.
KEPT = ("PATH", "LANG", "TZ", "PYTHONPATH", "SSL_CERT_FILE")


class Job:
    """A job that this worker has taken, with the transaction to read and write with."""

    def __init__(self, tx, row, base_url):
        self.tx, self.row, self.base_url = tx, row, base_url
        self.workspace = row["workspace_id"]
        self.logs = ""

    def environment(self, token):
        row = self.row
        told = {
            "WM_TOKEN": token,
            "WM_WORKSPACE": self.workspace,
            "WM_JOB_ID": str(row["id"]),
            "WM_JOB_PATH": row["runnable_path"] or "",
            "WM_EMAIL": row["permissioned_as_email"],
            "WM_USERNAME": row["created_by"],
            "WM_PERMISSIONED_AS": f"u/{row['created_by']}",
            "WM_SCHEDULE_PATH": row["trigger"] or "",
            "WM_BASE_URL": self.base_url,
            "BASE_URL": self.base_url,
            "BASE_INTERNAL_URL": self.base_url,
            "WM_STATE_PATH": f"u/{row['created_by']}/{str(row['id'])[:8]}/state",
        }
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        return {**kept, **told}

    def script(self, language, content, args, timeout=None):
        """Runs a script with a token of its own, which ends with it."""
        args = interpolated(self, args or {})
        database = database_of(language, content)
        if database and "database" not in args:
            args["database"] = interpolated(self, f"$res:{database}")
        more = {"workspace_id": self.workspace, "job": self.row["id"]}
        token = new_token(
            self.tx, self.row["permissioned_as_email"], "ephemeral-script", 86400, **more
        )
        self.tx.commit()
        script = Script(language, content, args, self.environment(token), timeout)
        try:
            return run(script)
        finally:
            patience(60)  # the script has had its own
            self.logs += script.logs


def database_of(language, content):
    first = content.lstrip().split("\n", 1)[0].split()
    known = language == "postgresql" and first[:2] == ["--", "database"] and len(first) == 3
    return first[2] if known else None


def content_of(job):
    row = job.row
    if row["kind"] == "preview":
        return row["raw_code"]
    return job.tx.one(
        "SELECT content FROM script WHERE workspace_id = %s AND hash = %s",
        *(job.workspace, row["runnable_id"]),
    )


def outcome(job):
    """The result and the status of a job."""
    row = job.row
    try:
        if row["kind"] == "dependencies":
            return lock(job.tx, row)
        if row["kind"] == "flow":
            result, good = run_flow(job)
        else:
            arguments = (row["script_lang"], content_of(job) or "", row["args"], row["timeout"])
            result, good = job.script(*arguments)
    except Refusal as refusal:
        result, good = failed(refusal.text), False
    return result, "success" if good else "failure"


def carry_out(tx, row, base_url, worker):
    """Runs a job to its end, and queues the next run of its schedule first."""
    if row["trigger"]:
        again(tx, row)
    job = Job(tx, row, base_url)
    result, status = outcome(job)
    tx.do("DELETE FROM token WHERE job = %s", row["id"])
    if complete(tx, row["id"], result, status, worker) and job.logs:
        tx.do("INSERT INTO job_logs VALUES (%s, %s)", row["id"], job.logs.replace("\0", ""))
    tx.commit()


def again(tx, row):
    try:
        push_next(tx, find(tx, row["workspace_id"], row["trigger"]))
    except Refusal as refusal:
        tx.do(
            "UPDATE schedule SET error = %s WHERE workspace_id = %s AND path = %s",
            *(refusal.text, row["workspace_id"], row["trigger"]),
        )
    tx.commit()
