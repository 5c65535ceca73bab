"""The records of a workspace, read from its database without Puerto."""

import re
import sqlite3
from contextlib import closing

TENANTS = """
    SELECT tenant.id, slug, kind, tenant.name, plan, tags, contact_name, contact_email, language,
        status, since, welcome_token, host.name AS host, number, options, state_since, reason, applied
    FROM tenant JOIN slot ON slot.tenant = tenant.id JOIN host ON host.id = slot.host
        LEFT JOIN stack ON stack.tenant = tenant.id
"""
# Rows that only the machine writes, whatever they hold.
MACHINES = {
    "handoff": "SELECT * FROM handoff WHERE tenant = ?",
    "job": "SELECT id, action, state FROM job WHERE tenant = ?",
    "volume": "SELECT service, name, filled_at FROM volume WHERE tenant = ?",
    "ran": "SELECT service, image FROM stack_image WHERE tenant = ?",
    "password": "SELECT field, fingerprint FROM credential WHERE tenant = ?",
}
CONTAINERS = """
    SELECT kind, port, container FROM service JOIN slot
        ON slot.host = service.host AND slot.number = service.slot WHERE tenant = ? ORDER BY kind
"""


def rows(home):
    """Each tenant's row by its slug, with what the machine has of it."""
    database = sqlite3.connect(f"file:{home / 'puerto.db'}?mode=ro", uri=True)
    database.row_factory = sqlite3.Row
    try:
        found = {}
        for row in map(dict, database.execute(TENANTS).fetchall()):
            for name, sql in {**MACHINES, "containers": CONTAINERS}.items():
                row[name] = sorted((tuple(x) for x in database.execute(sql, [row["id"]])), key=repr)
            found[row["slug"]] = row
        return found
    finally:
        database.close()


def last_line(home):
    """The number of the history's newest line."""
    with closing(sqlite3.connect(f"file:{home / 'puerto.db'}?mode=ro", uri=True)) as database:
        return database.execute("SELECT max(seq) FROM audit").fetchone()[0]


def is_made(row):
    """There is or was a stack, or a job that may make one."""
    is_open = any(state in ("queued", "running") for *_, state in row["job"])
    return row["status"] != "draft" or row["applied"] or row["volume"] or is_open


def held(row):
    """What no file moves."""
    names = ["status", "since", "welcome_token", "state_since", "reason", "applied"]
    fields = {name: row[name] for name in [*names, *MACHINES] if name != "handoff"}
    # A page that an address or user name changes is sealed again, and stays handed over.
    fields["pages"] = len(row["handoff"])
    if is_made(row):
        fields["place"] = (row["host"], row["number"], row["containers"])
        fields["images"] = sorted(re.findall(r"image\.\S+", row["options"] or ""))
    return fields
