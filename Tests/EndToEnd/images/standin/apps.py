"""Apps, the dashboards of a workspace, with their versions."""

from .database import Json
from .errors import bad, not_found
from .routes import Answer, call, text, without_nothing

KINDS = {"path": str, "summary": str, "policy": dict, "labels": list}


def find(call, path):
    row = call.tx.row(
        "SELECT app.id, workspace_id, path, summary, policy, versions, custom_path, extra_perms,"
        " labels, created_by, created_at, value FROM app"
        " JOIN app_version ON app_version.id = versions[array_length(versions, 1)]"
        " WHERE workspace_id = %s AND path = %s",
        *(call.workspace, path),
    )
    if row is None:
        raise not_found(f"App not found at name {path}")
    return row


def new_version(call, app, value):
    version = call.tx.one(
        "INSERT INTO app_version (app_id, value, created_by) VALUES (%s, %s, %s) RETURNING id",
        *(app, Json(value), call.caller.username),
    )
    call.tx.do("UPDATE app SET versions = versions || %s::bigint WHERE id = %s", version, app)


@call("POST", "/w/{workspace}/apps/create")
def create(call):
    body = call.body("path value summary policy", KINDS)
    call.caller.must_write(call, body["path"])
    if call.tx.one(
        "SELECT 1 FROM app WHERE workspace_id = %s AND path = %s", call.workspace, body["path"]
    ):
        raise bad(f"App with path {body['path']} already exists")
    app = call.tx.one(
        "INSERT INTO app (workspace_id, path, summary, policy, custom_path, labels)"
        " VALUES (%s, %s, %s, %s, %s, %s) RETURNING id",
        *(call.workspace, body["path"], body["summary"], Json(body["policy"])),
        *(body.get("custom_path"), body.get("labels")),
    )
    new_version(call, app, body["value"])
    return text(body["path"], 201)


@call("POST", "/w/{workspace}/apps/update/{path}")
def update(call):
    body = call.body(kinds=KINDS)
    row = find(call, call["path"])
    call.caller.must_write(call, call["path"])
    new = {k: v for k, v in body.items() if k in (*KINDS, "custom_path") and v is not None}
    row.update(new)
    call.tx.do(
        "UPDATE app SET path = %s, summary = %s, policy = %s, custom_path = %s, labels = %s"
        " WHERE id = %s",
        *(row["path"], row["summary"], Json(row["policy"]), row["custom_path"], row["labels"]),
        row["id"],
    )
    if "value" in body:
        new_version(call, row["id"], body["value"])
    return text(f"app {row['path']} updated")


@call("GET", "/w/{workspace}/apps/list")
def list_apps(call):
    rows = call.tx.rows(
        "SELECT app.id, workspace_id, path, summary,"
        " versions[array_length(versions, 1)] AS version, extra_perms, labels,"
        " created_at AS edited_at, false AS starred, false AS raw_app,"
        " coalesce(policy->>'execution_mode', 'viewer') AS execution_mode FROM app"
        " JOIN app_version ON app_version.id = versions[array_length(versions, 1)]"
        " WHERE workspace_id = %s AND path LIKE %s ORDER BY path LIMIT %s OFFSET %s",
        *(call.workspace, call.query.get("path_start", "").replace("_", r"\_") + "%"),
        *call.page(),
    )
    return Answer([without_nothing(row) for row in rows])


@call("GET", "/w/{workspace}/apps/get/p/{path}")
def get(call):
    row = find(call, call["path"])
    mode = row["policy"].get("execution_mode", "viewer")
    more = {"execution_mode": mode, "raw_app": False, "is_draft": False}
    return Answer(without_nothing({**row, **more}))


@call("GET", "/w/{workspace}/apps/exists/{path}")
def exists(call):
    known = call.tx.one(
        "SELECT 1 FROM app WHERE workspace_id = %s AND path = %s", call.workspace, call["path"]
    )
    return Answer(known is not None)


@call("DELETE", "/w/{workspace}/apps/delete/{path}")
def delete(call):
    row = find(call, call["path"])
    call.caller.must_write(call, call["path"])
    call.tx.do("DELETE FROM app WHERE id = %s", row["id"])
    return text(f"app {call['path']} deleted")
