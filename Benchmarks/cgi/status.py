#!/usr/bin/python3
"""The peer: the same look at the session and at the job as the hook's, with Python's own library."""

import hashlib
import json
import os
import sqlite3
import sys
import time

LONGEST, IDLE = 8 * 3600, 30 * 60  # seconds, of a session


def main():
    store = sqlite3.connect(f"file:{os.environ['PUERTO_WORKSPACE']}/puerto.db?mode=ro", uri=True)
    store.row_factory = sqlite3.Row
    cookie = os.environ.get("HTTP_COOKIE", "").partition("puerto=")[2].partition(";")[0]
    now = time.time()
    session = store.execute(
        "SELECT o.name, s.created_at, s.seen_at FROM session s JOIN operator o ON o.id = s.operator"
        " WHERE s.digest = ?",
        (hashlib.sha256(cookie.encode()).digest(),),
    ).fetchone()
    if not session or now - session["created_at"] > LONGEST or now - session["seen_at"] > IDLE:
        sys.stdout.write("Status: 401 Unauthorized\r\nContent-Type: application/json\r\n\r\n{}")
        return
    name = os.environ["PATH_INFO"].rsplit("/", 1)[1]
    job = store.execute(
        "SELECT job.*, tenant.slug FROM job LEFT JOIN tenant ON tenant.id = job.tenant"
        " WHERE job.id = ?",
        (name,),
    ).fetchone()
    steps = store.execute(
        "SELECT name, state, started_at, ended_at FROM job_step WHERE job = ? ORDER BY position",
        (job["seq"],),
    ).fetchall()
    events = store.execute(
        "SELECT number, at, step, text FROM job_event WHERE job = ? ORDER BY number LIMIT 200",
        (job["seq"],),
    ).fetchall()
    body = json.dumps(
        {
            "job": {key: job[key] for key in ("id", "action", "slug", "state", "actor", "attempt")},
            "steps": [dict(step) for step in steps],
            "events": [dict(event) for event in events],
        }
    )
    sys.stdout.write("Content-Type: application/json\r\nCache-Control: no-store\r\n\r\n" + body)


main()
