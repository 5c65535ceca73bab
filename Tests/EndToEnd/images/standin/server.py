"""Answers requests: health and version at once, all else through the calls of the API."""

import socket
import time
import traceback

import psycopg2

from . import faults, health, traffic
from .database import patience
from .errors import Refusal
from .routes import Answer, Call, find, text
from .schema import migrate
from .settings import PORT, VERSION, say
from .wire import listen

PAGE = "<!doctype html><title>A stand-in, not Windmill</title><p>A stand-in, not Windmill.</p>\n"
UNCOUNTED = {"/api/version": health.version, "/api/health/status": health.status}


def answer(connection, request):
    """Answers one request; whether the connection can go on."""
    if request.path in UNCOUNTED and request.method in ("GET", "HEAD"):
        return send(connection, request, UNCOUNTED[request.path](), at(request))
    if not request.path.startswith("/api"):
        return send(connection, request, Answer(PAGE, 200, "text/html"), (None, True))
    from . import api  # noqa: F401  all calls register themselves with the first one

    path = request.path.removeprefix("/api")
    template, function, values = find("GET" if request.method == "HEAD" else request.method, path)
    if function is None:
        return send(connection, request, text("", 404), (None, True))
    call = Call(
        *(request.method, template, values, request.query),
        *(request.headers, request.body, request.address),
    )
    name = f"{request.method} {template}"
    patience(10)
    try:
        fault = faults.due(name, call.tx)
        made = carried(call, function) if fault[0] is None or fault[1] else None
    except (psycopg2.Error, OSError) as error:
        fault, made = (None, True), text(f"Internal: {str(error).strip()} @db.rs:1", 500)
    except Exception:
        # A mistake of the stand-in itself: it is seen in the log, and the next call is served.
        say(traceback.format_exc())
        fault, made = (None, True), text("Internal: a mistake of the stand-in @standin.rs:1", 500)
    finally:
        call.tx.drop()
    return send(connection, request, made or text("", 200), fault, name)


def at(request):
    return faults.due(f"{request.method} {request.path.removeprefix('/api')}", None)


def carried(call, function):
    """Runs a call in its transaction; a refusal takes back what it did."""
    from .callers import identify

    try:
        identify(call)
        made = function(call)
        call.tx.commit()
        return made
    except Refusal as refusal:
        return text(refusal.text, refusal.status)
    except (psycopg2.IntegrityError, psycopg2.DataError, psycopg2.ProgrammingError) as error:
        return text(f"Bad request: SqlErr: {error.diag.message_primary or error}", 400)


def send(connection, request, made, fault, name=None):
    kind = fault[0]
    if kind == "hang":
        note(name, request, text("", 500), kind)
        connection.hang()
        return False
    if kind in ("500", "429"):
        made = text("Internal: broken on order @standin.rs:1", int(kind))
    if kind == "garbage":
        made = Answer('{"]\x7f<html>', made.status, made.kind)
    if kind == "half" and not made.text:
        made = Answer("cut", made.status, made.kind)
    # Written down first: a test that has the answer finds the traffic.
    note(name, request, made, kind)
    connection.send(request, made, kind)
    return kind is None


def note(name, request, made, kind):
    if name is not None:
        asked = (request.method, request.target, request.headers, request.body)
        traffic.note(asked, name, made, kind)


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
    listener = socket.create_server(("0.0.0.0", PORT), backlog=64)
    say(f"{VERSION} (a stand-in, not Windmill) listens")
    listen(listener, answer)
