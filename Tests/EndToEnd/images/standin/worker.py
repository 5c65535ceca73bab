"""The worker: waits for the migration, pings, and runs what is queued for its tags."""

import os
import select
import socket
import threading
import time

import psycopg2

from .database import PATIENCE, Transaction, connect, database, patience
from .ending import busy, stopping
from .settings import MIGRATION, NAME, VERSION, say

PAUSE = 3  # seconds between two pings, and at most between two looks into the queue
# Seconds after which a running job whose worker is silent is taken anew.
ZOMBIE = float(os.environ.get("ZOMBIE_JOB_TIMEOUT", "30"))
GROUP = os.environ.get("WORKER_GROUP", "default")
TAGS = (
    "deno python3 go bash powershell dependency flow other bun php rust ansible csharp nu java"
    " ruby rlang duckdb"
).split()

TAKE = """
WITH next AS (
    SELECT id FROM v2_job_queue WHERE NOT running AND scheduled_for <= now() AND tag = ANY(%s)
    ORDER BY scheduled_for FOR UPDATE SKIP LOCKED LIMIT 1)
UPDATE v2_job_queue AS queue SET running = true, worker = %s, started_at = clock_timestamp(),
    pinged = now() FROM next, v2_job AS job WHERE queue.id = next.id AND job.id = next.id
RETURNING job.*
"""


class Worker:
    def __init__(self):
        self.job = None
        self.done = 0
        self.lock = threading.Lock()
        self.listener = None
        self.base_url = ""

    def tags(self, tx):
        """The group's tags of the configuration, or the usual ones, and those of WORKER_TAGS."""
        config = tx.one("SELECT config FROM config WHERE name = %s", f"worker__{GROUP}") or {}
        more = [tag for tag in os.environ.get("WORKER_TAGS", "").split(",") if tag]
        return [*(config.get("worker_tags") or TAGS), *more]

    def ping(self):
        with self.lock:
            if stopping.is_set() and not busy.is_set():
                return
            patience(PATIENCE)
            with Transaction(database) as tx:
                tags = [tag for tag in os.environ.get("WORKER_TAGS", "").split(",") if tag]
                tx.do(
                    "INSERT INTO worker_ping (worker, worker_instance, worker_group, custom_tags,"
                    " wm_version, ip) VALUES (%s, %s, %s, %s::text[], %s, '127.0.0.1')"
                    " ON CONFLICT (worker) DO UPDATE SET ping_at = now(), jobs_executed = %s,"
                    " custom_tags = excluded.custom_tags, wm_version = excluded.wm_version",
                    *(NAME, socket.gethostname(), GROUP, tags, VERSION, self.done),
                )
                tx.do("DELETE FROM worker_ping WHERE ping_at < now() - interval '1 day'")
                # Only its own: a worker that was killed and came back bears the same name.
                tx.do("UPDATE v2_job_queue SET pinged = now() WHERE id = %s", self.job)
                tx.do(
                    "UPDATE v2_job_queue SET running = false, worker = NULL WHERE running"
                    " AND pinged < now() - %s * interval '1 second'",
                    ZOMBIE,
                )

    def keep_pinging(self):
        while True:
            try:
                self.ping()
            except (psycopg2.Error, OSError) as error:
                say(f"ping: {error}".strip())
            except SystemExit:
                return
            if stopping.wait(PAUSE) and not busy.is_set():
                return

    def take(self):
        patience(PATIENCE)
        with Transaction(database) as tx:
            return tx.row(TAKE, self.tags(tx), NAME)

    def run_one(self):
        """Runs the next job; whether there was one."""
        from .executing import carry_out
        from .running import Stopped

        busy.set()
        try:
            row = self.take()
            if row is None:
                return False
            self.job = row["id"]
            with Transaction(database) as tx:
                try:
                    patience(60)
                    carry_out(tx, row, self.base_url, NAME)
                    self.done += 1
                except Stopped:
                    tx.drop()
                    tx.do(
                        "UPDATE v2_job_queue SET running = false, worker = NULL WHERE id = %s",
                        row["id"],
                    )
            return True
        finally:
            self.job = None
            busy.clear()
            if stopping.is_set():
                raise SystemExit(0)

    def wait(self):
        """Until a job is queued, or one may have come due."""
        if self.listener is None:
            patience(PATIENCE)
            self.listener = connect()
            self.listener.set_session(autocommit=True)
            self.listener.cursor().execute("LISTEN standin_jobs")
            return  # what was queued before this is seen by looking
        left = database_wait()
        if select.select([self.listener], [], [], left)[0]:
            self.listener.poll()
            self.listener.notifies.clear()

    def forever(self):
        threading.Thread(target=self.keep_pinging, daemon=True).start()
        while True:
            try:
                if not self.run_one():
                    self.wait()
            except (psycopg2.Error, OSError) as error:
                say(f"queue: {error}".strip())
                if self.listener is not None:
                    self.listener.close()
                    self.listener = None
                stopping.wait(1)

    def leave(self):
        """A worker that was told to stop is gone at once, not only when its last ping is old."""
        try:
            patience(1)
            with self.lock, connect() as connection, connection.cursor() as cursor:
                cursor.execute("DELETE FROM worker_ping WHERE worker = %s", (NAME,))
        except (psycopg2.Error, OSError):
            pass  # the database may be stopping too


def database_wait():
    """Seconds until the next scheduled job, at most one pause."""
    patience(PATIENCE)
    left = database.run(
        (
            "SELECT extract(epoch FROM min(scheduled_for) - clock_timestamp())::float"
            " FROM v2_job_queue WHERE NOT running AND scheduled_for > clock_timestamp()",
        ),
    )[0][0]
    return PAUSE if left is None else min(PAUSE, max(0.01, left))


def serve_jobs():
    """Jobs reach the API at an address of the worker's own: it may have no way to the server."""
    from .server import answer
    from .wire import listen

    listener = socket.create_server(("127.0.0.1", 0), backlog=16)
    threading.Thread(target=listen, args=(listener, answer), daemon=True).start()
    return f"http://localhost:{listener.getsockname()[1]}"


def worker():
    for attempt in range(10):
        try:
            if database.run(("SELECT 1 FROM standin_migration WHERE version = %s", (MIGRATION,))):
                break
            say(f"waiting for migration {MIGRATION}")
        except (psycopg2.Error, OSError) as error:
            say(f"waiting for migration {MIGRATION}: {error}".strip())
        time.sleep(1)
    else:
        say("Timed out after 10 attempts")
        return 1
    say(f"{VERSION} (a stand-in, not Windmill) works")
    one = Worker()
    one.base_url = serve_jobs()
    try:
        one.forever()
    finally:
        one.leave()
