"""Flows, kept as they are sent."""

from .database import Json
from .errors import bad, not_found
from .routes import Answer, call, text, without_nothing

FIELDS = (
    "workspace_id, path, summary, description, value, schema, tag, labels, edited_by, edited_at,"
    " archived, extra_perms, version AS version_id"
)
KINDS = {"path": str, "summary": str, "value": dict, "schema": dict, "labels": list}


def find(call, path):
    row = call.tx.row(
        f"SELECT {FIELDS} FROM flow WHERE workspace_id = %s AND path = %s", call.workspace, path
    )
    if row is None:
        raise not_found(f"Flow not found at name {path}")
    return row


def checked(call):
    body = call.body("path summary value", KINDS)
    call.caller.must_write(call, body["path"])
    if not isinstance(body["value"].get("modules"), list):
        raise bad("missing field `modules`")
    return body


@call("POST", "/w/{workspace}/flows/create")
def create(call):
    body = checked(call)
    if call.tx.one(
        "SELECT 1 FROM flow WHERE workspace_id = %s AND path = %s", call.workspace, body["path"]
    ):
        raise bad(f"Flow {body['path']} already exists")
    call.tx.do(
        "INSERT INTO flow (workspace_id, path, summary, description, value, schema, tag, labels,"
        " edited_by) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
        *(call.workspace, body["path"], body["summary"], body.get("description") or ""),
        *(Json(body["value"]), Json(body.get("schema") or {}), body.get("tag")),
        *(body.get("labels"), call.caller.username),
    )
    return text(body["path"], 201)


@call("POST", "/w/{workspace}/flows/update/{path}")
def update(call):
    body = checked(call)
    find(call, call["path"])
    call.tx.do(
        "UPDATE flow SET path = %s, summary = %s, description = %s, value = %s, schema = %s,"
        " tag = %s, labels = %s, edited_by = %s, edited_at = now(), archived = false,"
        " version = nextval('flow_version_seq') WHERE workspace_id = %s AND path = %s",
        *(body["path"], body["summary"], body.get("description") or "", Json(body["value"])),
        *(Json(body.get("schema") or {}), body.get("tag"), body.get("labels")),
        *(call.caller.username, call.workspace, call["path"]),
    )
    return text(body["path"])


@call("GET", "/w/{workspace}/flows/list")
def list_flows(call):
    rows = call.tx.rows(
        f"SELECT {FIELDS} FROM flow WHERE workspace_id = %s AND archived = %s"
        " AND path LIKE %s ORDER BY path LIMIT %s OFFSET %s",
        *(call.workspace, call.flag("show_archived")),
        *(call.query.get("path_start", "").replace("_", r"\_") + "%", *call.page()),
    )
    return Answer([without_nothing({**row, "starred": False}) for row in rows])


@call("GET", "/w/{workspace}/flows/get/{path}")
def get(call):
    return Answer(without_nothing({**find(call, call["path"]), "is_draft": False}))


@call("GET", "/w/{workspace}/flows/exists/{path}")
def exists(call):
    known = call.tx.one(
        "SELECT 1 FROM flow WHERE workspace_id = %s AND path = %s", call.workspace, call["path"]
    )
    return Answer(known is not None)


@call("POST", "/w/{workspace}/flows/archive/{path}")
def archive(call):
    body = call.body(kinds={"archived": bool})
    find(call, call["path"])
    call.caller.must_write(call, call["path"])
    call.tx.do(
        "UPDATE flow SET archived = %s WHERE workspace_id = %s AND path = %s",
        *(body.get("archived", True), call.workspace, call["path"]),
    )
    return text(f"Flow {call['path']} archived")


@call("DELETE", "/w/{workspace}/flows/delete/{path}")
def delete(call):
    find(call, call["path"])
    call.caller.must_write(call, call["path"])
    call.tx.do(
        "DELETE FROM flow WHERE workspace_id = %s AND path = %s", call.workspace, call["path"]
    )
    return text(f"Flow {call['path']} deleted")
