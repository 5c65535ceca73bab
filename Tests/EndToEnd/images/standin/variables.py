"""Variables; the secret ones are kept under the workspace's key."""

from .errors import bad, not_found
from .routes import Answer, call, text, without_nothing
from .sealing import open_sealed, seal
from .workspaces import key_of

FIELDS = (
    "workspace_id, path, value, is_secret, description, account, is_oauth, extra_perms, expires_at,"
    " labels, edited_at, edited_by"
)
KINDS = {"path": str, "value": str, "is_secret": bool, "description": str, "labels": list}


def find(call, path):
    row = call.tx.row(
        f"SELECT {FIELDS} FROM variable WHERE workspace_id = %s AND path = %s",
        *(call.workspace, path),
    )
    if row is None:
        raise not_found(f"Variable not found at name {path}")
    return row


def stored(call, value, is_secret):
    """The value as the table keeps it."""
    if not is_secret:
        return value
    key = key_of(call.tx, call.workspace)
    if not call.flag("already_encrypted"):
        return seal(key, value)
    if open_sealed(key, value) is None:
        raise bad("the value is not encrypted with the key of this workspace")
    return value


@call("POST", "/w/{workspace}/variables/create")
def create(call):
    body = call.body("path value is_secret description", KINDS)
    call.caller.must_write(call, body["path"])
    if call.tx.one(
        "SELECT 1 FROM variable WHERE workspace_id = %s AND path = %s",
        *(call.workspace, body["path"]),
    ):
        raise bad(f"Variable {body['path']} already exists")
    call.tx.do(
        "INSERT INTO variable (workspace_id, path, value, is_secret, description, account,"
        " is_oauth, expires_at, labels, edited_by) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        *(call.workspace, body["path"], stored(call, body["value"], body["is_secret"])),
        *(body["is_secret"], body["description"], body.get("account")),
        *(bool(body.get("is_oauth")), body.get("expires_at"), body.get("labels")),
        call.caller.username,
    )
    return text(f"variable {body['path']} created", 201)


@call("POST", "/w/{workspace}/variables/update/{path}")
def update(call):
    body = call.body(kinds=KINDS)
    row = find(call, call["path"])
    call.caller.must_write(call, call["path"])
    is_secret = row["is_secret"] if body.get("is_secret") is None else body["is_secret"]
    value = row["value"]
    if body.get("value") is not None:
        value = stored(call, body["value"], is_secret)
    elif is_secret and not row["is_secret"]:
        value = seal(key_of(call.tx, call.workspace), value)
    elif row["is_secret"] and not is_secret:
        raise bad("a secret becomes readable only together with a new value")
    new = {name: body[name] for name in ("path", "description", "labels") if body.get(name)}
    row.update(new)
    call.tx.do(
        "UPDATE variable SET path = %s, value = %s, is_secret = %s, description = %s, labels = %s,"
        " edited_at = now(), edited_by = %s WHERE workspace_id = %s AND path = %s",
        *(row["path"], value, is_secret, row["description"], row["labels"]),
        *(call.caller.username, call.workspace, call["path"]),
    )
    return text(f"variable {row['path']} updated")


def shown(call, row, decrypts, encrypted=False):
    if row["is_secret"] and not encrypted:
        key = key_of(call.tx, call.workspace) if decrypts else None
        row["value"] = open_sealed(key, row["value"]) if decrypts else None
    return without_nothing({**row, "is_linked": False, "is_refreshed": False, "is_expired": False})


@call("GET", "/w/{workspace}/variables/list")
def list_variables(call):
    rows = call.tx.rows(
        f"SELECT {FIELDS} FROM variable WHERE workspace_id = %s AND path LIKE %s"
        " ORDER BY path LIMIT %s OFFSET %s",
        *(call.workspace, call.query.get("path_start", "").replace("_", r"\_") + "%"),
        *call.page(),
    )
    return Answer([shown(call, row, False) for row in rows])


@call("GET", "/w/{workspace}/variables/get/{path}")
def get(call):
    row = find(call, call["path"])
    decrypts = call.query.get("decrypt_secret") != "false"
    return Answer({**shown(call, row, decrypts, call.flag("include_encrypted")), "is_draft": False})


@call("GET", "/w/{workspace}/variables/get_value/{path}")
def get_value(call):
    return Answer(value_of(call, call["path"]))


def value_of(call, path):
    value = shown(call, find(call, path), True).get("value")
    if value is None:
        raise bad(f"the variable {path} does not open with the workspace's key")
    return value


@call("GET", "/w/{workspace}/variables/exists/{path}")
def exists(call):
    known = call.tx.one(
        "SELECT 1 FROM variable WHERE workspace_id = %s AND path = %s", call.workspace, call["path"]
    )
    return Answer(known is not None)


@call("DELETE", "/w/{workspace}/variables/delete/{path}")
def delete(call):
    call.caller.must_write(call, call["path"])
    if not call.tx.do(
        "DELETE FROM variable WHERE workspace_id = %s AND path = %s", call.workspace, call["path"]
    ):
        raise not_found(f"Variable not found at name {call['path']}")
    return text(f"variable {call['path']} deleted")
