"""Resources and their types."""

from .database import Json
from .errors import bad, not_found
from .routes import Answer, call, text, without_nothing
from .variables import value_of

FIELDS = (
    "workspace_id, path, value, description, resource_type, extra_perms, labels, created_by,"
    " edited_at"
)
KINDS = {"path": str, "resource_type": str, "description": str, "labels": list}
TYPE = (
    "SELECT workspace_id, name, schema, description, created_by, edited_at, format_extension,"
    " is_fileset FROM resource_type WHERE workspace_id IN (%s, 'admins')"
)


def find(call, path):
    row = call.tx.row(
        f"SELECT {FIELDS} FROM resource WHERE workspace_id = %s AND path = %s",
        *(call.workspace, path),
    )
    if row is None:
        raise not_found(f"Resource not found at name {path}")
    return row


@call("POST", "/w/{workspace}/resources/create")
def create(call):
    body = call.body("path value resource_type", KINDS)
    call.caller.must_write(call, body["path"])
    known = call.tx.one(
        "SELECT 1 FROM resource WHERE workspace_id = %s AND path = %s",
        *(call.workspace, body["path"]),
    )
    if known and not call.flag("update_if_exists"):
        raise bad(f"Resource {body['path']} already exists")
    call.tx.do(
        "INSERT INTO resource (workspace_id, path, value, description, resource_type, labels,"
        " created_by) VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT (workspace_id, path)"
        " DO UPDATE SET value = excluded.value, description = excluded.description,"
        " resource_type = excluded.resource_type, labels = excluded.labels, edited_at = now()",
        *(call.workspace, body["path"], Json(body["value"]), body.get("description")),
        *(body["resource_type"], body.get("labels"), call.caller.username),
    )
    return text(f"resource {body['path']} created", 201)


@call("POST", "/w/{workspace}/resources/update/{path}")
def update(call):
    body = call.body(kinds=KINDS)
    row = find(call, call["path"])
    call.caller.must_write(call, call["path"])
    row.update((k, v) for k, v in body.items() if k in (*KINDS, "value") and v is not None)
    call.tx.do(
        "UPDATE resource SET path = %s, value = %s, description = %s, resource_type = %s,"
        " labels = %s, edited_at = now() WHERE workspace_id = %s AND path = %s",
        *(row["path"], Json(row["value"]), row["description"], row["resource_type"]),
        *(row["labels"], call.workspace, call["path"]),
    )
    return text(f"resource {row['path']} updated")


@call("POST", "/w/{workspace}/resources/update_value/{path}")
def update_value(call):
    body = call.body()
    find(call, call["path"])
    call.caller.must_write(call, call["path"])
    call.tx.do(
        "UPDATE resource SET value = %s, edited_at = now() WHERE workspace_id = %s AND path = %s",
        *(Json(body.get("value")), call.workspace, call["path"]),
    )
    return text(f"value of resource {call['path']} updated")


def shown(row):
    more = {"is_oauth": False, "is_linked": False, "is_refreshed": False, "is_expired": False}
    return without_nothing({**row, **more})


@call("GET", "/w/{workspace}/resources/list")
def list_resources(call):
    rows = call.tx.rows(
        f"SELECT {FIELDS} FROM resource WHERE workspace_id = %s AND path LIKE %s"
        " AND (%s::text IS NULL OR resource_type = %s) ORDER BY path LIMIT %s OFFSET %s",
        *(call.workspace, call.query.get("path_start", "").replace("_", r"\_") + "%"),
        *(call.query.get("resource_type"), call.query.get("resource_type"), *call.page()),
    )
    return Answer([shown(row) for row in rows])


@call("GET", "/w/{workspace}/resources/get/{path}")
def get(call):
    return Answer({**shown(find(call, call["path"])), "is_draft": False})


@call("GET", "/w/{workspace}/resources/get_value/{path}")
def get_value(call):
    return Answer(find(call, call["path"])["value"])


@call("GET", "/w/{workspace}/resources/get_value_interpolated/{path}")
def get_interpolated(call):
    return Answer(interpolated(call, find(call, call["path"])["value"]))


def interpolated(call, value, depth=0):
    """The value with `$var:` and `$res:` filled in, wherever they are in it."""
    if depth > 8:
        raise bad("resources refer to each other")
    if isinstance(value, dict):
        return {name: interpolated(call, one, depth) for name, one in value.items()}
    if isinstance(value, list):
        return [interpolated(call, one, depth) for one in value]
    if isinstance(value, str) and value.startswith("$var:"):
        return value_of(call, value.removeprefix("$var:"))
    if isinstance(value, str) and value.startswith("$res:"):
        return interpolated(call, find(call, value.removeprefix("$res:"))["value"], depth + 1)
    return value


@call("GET", "/w/{workspace}/resources/exists/{path}")
def exists(call):
    known = call.tx.one(
        "SELECT 1 FROM resource WHERE workspace_id = %s AND path = %s", call.workspace, call["path"]
    )
    return Answer(known is not None)


@call("DELETE", "/w/{workspace}/resources/delete/{path}")
def delete(call):
    call.caller.must_write(call, call["path"])
    if not call.tx.do(
        "DELETE FROM resource WHERE workspace_id = %s AND path = %s", call.workspace, call["path"]
    ):
        raise not_found(f"Resource not found at name {call['path']}")
    return text(f"resource {call['path']} deleted")


@call("POST", "/w/{workspace}/resources/type/create")
def create_type(call):
    body = call.body("name", {"name": str, "description": str, "is_fileset": bool})
    if call.caller.operator:
        raise bad("operators cannot create resource types")
    if call.tx.one(f"{TYPE} AND name = %s", call.workspace, body["name"]):
        raise bad(f"Resource type {body['name']} already exists")
    call.tx.do(
        "INSERT INTO resource_type (workspace_id, name, schema, description, format_extension,"
        " is_fileset, created_by) VALUES (%s, %s, %s, %s, %s, %s, %s)",
        *(call.workspace, body["name"], Json(body.get("schema")), body.get("description")),
        *(body.get("format_extension"), bool(body.get("is_fileset")), call.caller.username),
    )
    return text(f"resource_type {body['name']} created", 201)


@call("POST", "/w/{workspace}/resources/type/update/{path}")
def update_type(call):
    body = call.body()
    row = get_type_row(call)
    row.update((k, v) for k, v in body.items() if k in ("schema", "description", "is_fileset"))
    call.tx.do(
        "UPDATE resource_type SET schema = %s, description = %s, is_fileset = %s, edited_at = now()"
        " WHERE workspace_id = %s AND name = %s",
        *(Json(row["schema"]), row["description"], bool(row["is_fileset"])),
        *(call.workspace, call["path"]),
    )
    return text(f"resource_type {call['path']} updated")


def get_type_row(call):
    row = call.tx.row(f"{TYPE} AND name = %s", call.workspace, call["path"])
    if row is None:
        raise not_found(f"ResourceType not found at name {call['path']}")
    return row


@call("GET", "/w/{workspace}/resources/type/list")
def list_types(call):
    rows = call.tx.rows(f"{TYPE} ORDER BY name", call.workspace)
    return Answer([without_nothing(row) for row in rows])


@call("GET", "/w/{workspace}/resources/type/listnames")
def list_type_names(call):
    return Answer([row["name"] for row in call.tx.rows(f"{TYPE} ORDER BY name", call.workspace)])


@call("GET", "/w/{workspace}/resources/type/get/{path}")
def get_type(call):
    return Answer(without_nothing(get_type_row(call)))


@call("GET", "/w/{workspace}/resources/type/exists/{path}")
def type_exists(call):
    row = call.tx.row(f"{TYPE} AND name = %s", call.workspace, call["path"])
    return Answer(row is not None)


@call("DELETE", "/w/{workspace}/resources/type/delete/{path}")
def delete_type(call):
    call.caller.must_be_admin()
    if not call.tx.do(
        "DELETE FROM resource_type WHERE workspace_id = %s AND name = %s",
        *(call.workspace, call["path"]),
    ):
        raise not_found(f"ResourceType not found at name {call['path']}")
    return text(f"resource_type {call['path']} deleted")
