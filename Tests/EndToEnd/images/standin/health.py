"""The version, which touches nothing, and the health, which asks the database at the time."""

import time

import psycopg2

from .database import database
from .routes import Answer, text
from .settings import ALIVE, BROKEN, VERSION, say


def version():
    return text("Broken on purpose\n", 500) if BROKEN else text(VERSION)


def status():
    """Healthy with a worker that pings, degraded without one, and both are a 200."""
    checked = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    try:
        workers = database.run(
            (
                "SELECT count(*) FROM worker_ping WHERE ping_at > now() - %s * interval '1 second'",
                (ALIVE,),
            ),
        )[0][0]
        found = (200, "healthy" if workers else "degraded", True, workers)
    except (psycopg2.Error, OSError) as error:
        say(f"health: {error}".strip())
        found = (503, "unhealthy", False, 0)
    code, word, good, workers = (503, "unhealthy", *found[2:]) if BROKEN else found
    value = {
        "status": word,
        "checked_at": checked,
        "database_healthy": good,
        "workers_alive": workers,
    }
    return Answer(value, code)
