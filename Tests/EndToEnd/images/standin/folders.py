"""Folders, which own what is below `f/<name>/`."""

import re

from .database import Json
from .errors import bad, denied, not_found
from .routes import Answer, call, text, without_nothing

FIELDS = "name, owners, extra_perms, summary, created_by, edited_at, labels"


def find(call, name):
    row = call.tx.row(
        f"SELECT {FIELDS} FROM folder WHERE workspace_id = %s AND name = %s", call.workspace, name
    )
    if row is None:
        raise not_found(f"Folder not found at name {name}")
    return row


@call("POST", "/w/{workspace}/folders/create")
def create(call):
    body = call.body("name", {"name": str, "owners": list, "extra_perms": dict, "labels": list})
    name, me = body["name"], f"u/{call.caller.username}"
    if call.caller.operator:
        raise denied("operators cannot create folders")
    if not re.fullmatch(r"[a-zA-Z_0-9-]+", name):
        raise bad("Folder name can only contain alphanumeric characters, underscores and hyphens")
    if call.tx.one(
        "SELECT 1 FROM folder WHERE workspace_id = %s AND name = %s", call.workspace, name
    ):
        raise bad(f"Folder {name} already exists")
    owners = body.get("owners") or []
    call.tx.do(
        "INSERT INTO folder (workspace_id, name, display_name, summary, owners, extra_perms,"
        " labels, created_by) VALUES (%s, %s, %s, %s, %s::text[], %s, %s, %s)",
        *(call.workspace, name, name, body.get("summary")),
        *(owners if me in owners else [*owners, me],),
        *(Json(body.get("extra_perms") or {me: True}), body.get("labels"), call.caller.username),
    )
    return text(f"Created folder {name}")


@call("POST", "/w/{workspace}/folders/update/{name}")
def update(call):
    body = call.body(kinds={"owners": list, "extra_perms": dict, "labels": list})
    row = find(call, call["name"])
    call.caller.must_write(call, f"f/{call['name']}/x")
    given = {k: v for k, v in body.items() if k in ("summary", "owners", "extra_perms", "labels")}
    row.update((k, v) for k, v in given.items() if v is not None)
    call.tx.do(
        "UPDATE folder SET summary = %s, owners = %s::text[], extra_perms = %s, labels = %s,"
        " edited_at = now() WHERE workspace_id = %s AND name = %s",
        *(row["summary"], row["owners"], Json(row["extra_perms"]), row["labels"]),
        *(call.workspace, call["name"]),
    )
    return text(f"Updated folder {call['name']}")


@call("GET", "/w/{workspace}/folders/list")
def list_folders(call):
    rows = call.tx.rows(
        f"SELECT {FIELDS} FROM folder WHERE workspace_id = %s ORDER BY name LIMIT %s OFFSET %s",
        *(call.workspace, *call.page()),
    )
    return Answer([without_nothing(row) for row in rows])


@call("GET", "/w/{workspace}/folders/listnames")
def names(call):
    rows = call.tx.rows(
        "SELECT name FROM folder WHERE workspace_id = %s ORDER BY name", call.workspace
    )
    return Answer([row["name"] for row in rows])


@call("GET", "/w/{workspace}/folders/get/{name}")
def get(call):
    return Answer(without_nothing(find(call, call["name"])))


@call("GET", "/w/{workspace}/folders/exists/{name}")
def exists(call):
    known = call.tx.one(
        "SELECT 1 FROM folder WHERE workspace_id = %s AND name = %s", call.workspace, call["name"]
    )
    return Answer(known is not None)


@call("DELETE", "/w/{workspace}/folders/delete/{name}")
def delete(call):
    find(call, call["name"])
    call.caller.must_write(call, f"f/{call['name']}/x")
    call.tx.do(
        "DELETE FROM folder WHERE workspace_id = %s AND name = %s", call.workspace, call["name"]
    )
    return text(f"Deleted folder {call['name']}")
