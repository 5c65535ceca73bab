"""A stand-in for Windmill, for tests where its image cannot be had.

It is no Windmill: it runs no jobs and has no users. It has what an orchestrator sees of one: a server that needs its database and
migrates it, workers that wait for the migration and ping, a version, and a health that is asked of the database at the time.
Every answer says `X-Puerto-Standin: true`.
"""

import os
import select
import signal
import socket
import sys
import threading
import time

import psycopg2
import psycopg2.extensions

VERSION = "CE " + os.environ["STANDIN_VERSION"]
MIGRATION = int(os.environ["STANDIN_MIGRATION"])
BROKEN = bool(os.environ.get("STANDIN_BROKEN"))
NAME = os.environ.get("MODE", "server") + "-" + socket.gethostname()
ALIVE = 10  # seconds after which a worker that did not ping is not counted
LOCK = 7070_1743  # the advisory lock: two servers never migrate at once


stopping = False


def stop(*_):
    global stopping
    stopping = True
    raise SystemExit(0)


def say(text):
    print(time.strftime("%Y-%m-%dT%H:%M:%SZ ", time.gmtime()) + text, file=sys.stderr, flush=True)


PATIENCE = (
    3  # seconds for one use of the database: one that hangs is as unhealthy as one that is gone
)
deadline = 0.0  # of the use that goes on; there is one at a time, under Database.lock


def wait(connection):
    while True:
        state = connection.poll()
        if state == psycopg2.extensions.POLL_OK:
            return
        left = max(0, deadline - time.monotonic())
        reading = [connection] if state == psycopg2.extensions.POLL_READ else []
        writing = [connection] if state == psycopg2.extensions.POLL_WRITE else []
        if not any(select.select(reading, writing, [], left)):
            raise psycopg2.OperationalError(f"the database did not answer in {PATIENCE} s")


psycopg2.extensions.set_wait_callback(wait)


class Database:
    """One connection, made when needed and thrown away when it fails."""

    def __init__(self):
        self.connection = None
        self.lock = threading.Lock()

    def url(self):
        # Read every time, so that a restart finds a changed password.
        path = os.environ.get("DATABASE_URL_FILE")
        if path:
            with open(path) as file:
                return file.read().strip()
        return os.environ["DATABASE_URL"]

    def run(self, *statements):
        """The last statement's rows. All statements are one transaction."""
        global deadline
        end = time.monotonic() + PATIENCE
        if not self.lock.acquire(timeout=PATIENCE):
            raise psycopg2.OperationalError("another request waits for the database")
        try:
            deadline = end
            kept = self.connection is not None
            try:
                return self.attempt(statements)
            except psycopg2.Error:
                if not kept:
                    raise
            # The kept connection may have died with a database that is back since.
            return self.attempt(statements)
        finally:
            self.lock.release()

    def attempt(self, statements):
        if self.connection is None:
            self.connection = psycopg2.connect(
                self.url(), gssencmode="disable", application_name=NAME
            )
        try:
            with self.connection, self.connection.cursor() as cursor:
                for statement in statements:
                    cursor.execute(*statement)
                return cursor.fetchall() if cursor.description else []
        except psycopg2.Error:
            self.close()
            if stopping:
                # Raised inside psycopg2, the order to stop comes out as a failed query.
                raise SystemExit(0)
            raise

    def close(self):
        if self.connection is not None:
            self.connection.close()
            self.connection = None


database = Database()


def migrate():
    """As the real server: newer migrations than our own are no reason not to start."""
    newest = database.run(
        ("SELECT pg_advisory_xact_lock(%s)", (LOCK,)),
        (
            "CREATE TABLE IF NOT EXISTS standin_migration (version int PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())",
        ),
        (
            "CREATE TABLE IF NOT EXISTS standin_worker (name text PRIMARY KEY, tags text, version text, pinged timestamptz)",
        ),
        (
            "INSERT INTO standin_migration (version) SELECT generate_series(1, %s) ON CONFLICT DO NOTHING",
            (MIGRATION,),
        ),
        ("SELECT max(version) FROM standin_migration",),
    )[0][0]
    if newest > MIGRATION:
        say(
            f"the database is at migration {newest}, newer than this server's {MIGRATION}; starting all the same"
        )


def health():
    checked = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    try:
        workers = database.run(
            (
                "SELECT count(*) FROM standin_worker WHERE pinged > now() - %s * interval '1 second'",
                (ALIVE,),
            ),
        )[0][0]
    except (psycopg2.Error, OSError) as error:
        say(f"health: {error}".strip())
        return 503, "unhealthy", checked, "false", 0
    return 200, "healthy" if workers else "degraded", checked, "true", workers


def answer(method, path):
    if method not in ("GET", "HEAD"):
        return 404, "text/plain", "Not found\n"
    if path == "/api/version":
        return (
            (500, "text/plain", "Broken on purpose\n") if BROKEN else (200, "text/plain", VERSION)
        )
    if path == "/api/health/status":
        code, status, checked, healthy, workers = health()
        if BROKEN:
            code, status = 503, "unhealthy"
        return (
            code,
            "application/json",
            (
                f'{{"status":"{status}","checked_at":"{checked}","database_healthy":{healthy},"workers_alive":{workers}}}'
            ),
        )
    return 404, "text/plain", "Not found\n"


REASONS = {200: "OK", 404: "Not Found", 500: "Internal Server Error", 503: "Service Unavailable"}
# Threads at once; more callers wait in the kernel's queue.
slots = threading.Semaphore(64)
threading.stack_size(256 * 1024)


def serve(client):
    try:
        client.settimeout(5)
        request = b""
        while b"\r\n\r\n" not in request and len(request) < 16384:
            part = client.recv(4096)
            if not part:
                return
            request += part
        words = request.split(b"\r\n", 1)[0].decode("latin-1").split(" ")
        if len(words) != 3:
            return
        code, kind, text = answer(words[0], words[1].split("?", 1)[0])
        body = text.encode()
        head = (
            f"HTTP/1.1 {code} {REASONS[code]}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
            "X-Puerto-Standin: true\r\nConnection: close\r\n\r\n"
        ).encode()
        client.sendall(head if words[0] == "HEAD" else head + body)
    except OSError:
        pass  # the caller went away
    finally:
        client.close()
        slots.release()


def server():
    # The real one ends when it cannot reach its database, and counts on being restarted.
    for attempt in range(5):
        try:
            migrate()
            break
        except (psycopg2.Error, OSError) as error:
            say(f"cannot migrate: {error}".strip())
            time.sleep(1)
    else:
        return 1
    # Listening begins here, not before: an open port means a migrated database.
    listener = socket.create_server(("0.0.0.0", int(os.environ.get("PORT", "8000"))), backlog=64)
    say(f"{VERSION} (a stand-in, not Windmill) listens")
    while True:
        slots.acquire()
        client = listener.accept()[0]
        threading.Thread(target=serve, args=(client,), daemon=True).start()


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
    tags = os.environ.get("WORKER_TAGS", "")
    try:
        while True:
            try:
                database.run(
                    ("DELETE FROM standin_worker WHERE pinged < now() - interval '1 day'",),
                    (
                        "INSERT INTO standin_worker VALUES (%s, %s, %s, now()) ON CONFLICT (name) DO UPDATE"
                        " SET tags = excluded.tags, version = excluded.version, pinged = excluded.pinged",
                        (NAME, tags, VERSION),
                    ),
                )
            except (psycopg2.Error, OSError) as error:
                say(f"ping: {error}".strip())
            time.sleep(3)
    finally:
        # A worker that was told to stop is gone at once, not only when its last ping is old.
        leave()


def leave():
    global deadline
    deadline = time.monotonic() + 1
    try:
        with (
            psycopg2.connect(database.url(), gssencmode="disable") as connection,
            connection.cursor() as cursor,
        ):
            cursor.execute("DELETE FROM standin_worker WHERE name = %s", (NAME,))
    except (psycopg2.Error, OSError):
        pass  # the database may be stopping too


signal.signal(signal.SIGTERM, stop)
signal.signal(signal.SIGINT, stop)
# The image starts us with these blocked; one that came before there was a handler is delivered here.
signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGTERM, signal.SIGINT))
modes = {"server": server, "worker": worker}
sys.exit(modes[os.environ.get("MODE", "server")]())
