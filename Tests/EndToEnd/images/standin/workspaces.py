"""Workspaces: one for the administrators, and two beside it in the Community Edition."""

from .errors import Refusal, bad, not_found
from .routes import Answer, call, text, without_nothing
from .sealing import KEY, new_key, open_sealed, seal

# What later versions say of each membership.
SEES = (
    "runs schedules resources variables assets triggers audit_logs groups folders workers".split()
)
MAY = {
    "capabilities": {
        "code": True,
        "flows": "full",
        "apps": "full",
        "manage_schedules": True,
        "manage_triggers": True,
        "visibility": {name: True for name in SEES},
    }
}
FIELDS = "id, name, owner, deleted, premium, color"


@call("POST", "/workspaces/exists")
def exists(call):
    body = call.body("id", {"id": str})
    return Answer(call.tx.one("SELECT 1 FROM workspace WHERE id = %s", body["id"]) is not None)


@call("POST", "/workspaces/create")
def create(call):
    call.caller.must_be_superadmin()
    body = call.body("id name", {"id": str, "name": str, "username": str})
    automated = call.tx.one(
        "SELECT value FROM global_settings WHERE name = 'automate_username_creation'"
    )
    if automated and body.get("username"):
        raise bad("username is not allowed when username creation is automated")
    if body["id"] == "global":
        raise bad("the id global is reserved")
    # Two requests at once: the second waits, and finds what the first has made.
    call.tx.do("LOCK TABLE workspace IN SHARE ROW EXCLUSIVE MODE")
    if call.tx.one("SELECT 1 FROM workspace WHERE id = %s", body["id"]):
        raise bad(f"Workspace {body['id']} already exists")
    if call.tx.one("SELECT count(*) FROM workspace WHERE id <> 'admins' AND NOT deleted") >= 2:
        raise Refusal(
            400,
            "Quota exceeded: maximum number of workspaces"
            " (2 outside of default workspace 'admins') reached",
        )
    call.tx.do(
        "INSERT INTO workspace (id, name, owner, color) VALUES (%s, %s, %s, %s)",
        *(body["id"], body["name"], call.caller.email, body.get("color")),
    )
    call.tx.do(
        "INSERT INTO workspace_key (workspace_id, key) VALUES (%s, %s)", body["id"], new_key()
    )
    call.tx.do(
        "INSERT INTO usr (workspace_id, username, email, is_admin) VALUES (%s, %s, %s, true)",
        *(body["id"], body.get("username") or call.caller.username, call.caller.email),
    )
    return text(f"Created workspace {body['id']}")


@call("GET", "/workspaces/list")
def list_own(call):
    rows = call.tx.rows(
        f"SELECT {FIELDS} FROM workspace WHERE NOT deleted AND EXISTS (SELECT FROM usr"
        " WHERE workspace_id = workspace.id AND email = %s AND NOT disabled) ORDER BY id",
        call.caller.email,
    )
    return Answer([without_nothing(row) for row in rows])


@call("GET", "/workspaces/list_as_superadmin")
def list_all(call):
    call.caller.must_be_superadmin()
    rows = call.tx.rows(
        f"SELECT {FIELDS} FROM workspace ORDER BY id LIMIT %s OFFSET %s", *call.page()
    )
    return Answer([without_nothing(row) for row in rows])


@call("GET", "/workspaces/users")
def users(call):
    rows = call.tx.rows(
        "SELECT id, name, username, coalesce(color, '') AS color, usr.disabled,"
        " false AS is_dev_workspace, owner AS created_by, CASE WHEN is_admin THEN 'admin'"
        " WHEN operator THEN 'operator' ELSE 'developer' END AS role FROM usr"
        " JOIN workspace ON workspace.id = usr.workspace_id"
        " WHERE email = %s AND NOT deleted ORDER BY id",
        call.caller.email,
    )
    return Answer({"email": call.caller.email, "workspaces": [{**row, **MAY} for row in rows]})


@call("POST", "/w/{workspace}/workspaces/archive")
def archive(call):
    """Loses what the real one loses: schedules go off, queued jobs and tokens go away."""
    call.caller.must_be_admin()
    name = call.workspace
    call.tx.do("UPDATE workspace SET deleted = true WHERE id = %s", name)
    call.tx.do("UPDATE schedule SET enabled = false WHERE workspace_id = %s", name)
    call.tx.do("DELETE FROM v2_job_queue WHERE workspace_id = %s AND NOT running", name)
    call.tx.do("DELETE FROM token WHERE workspace_id = %s", name)
    return text(f"Archived workspace {name}")


@call("POST", "/workspaces/unarchive/{workspace}")
def unarchive(call):
    call.caller.must_be_superadmin()
    call.tx.do("UPDATE workspace SET deleted = false WHERE id = %s", call.workspace)
    return text(f"Unarchived workspace {call.workspace}")


@call("DELETE", "/workspaces/delete/{workspace}")
def delete(call):
    call.caller.must_be_superadmin()
    if call.workspace == "admins":
        raise bad("the workspace admins cannot be deleted")
    call.tx.do("DELETE FROM v2_job WHERE workspace_id = %s", call.workspace)
    call.tx.do("DELETE FROM token WHERE workspace_id = %s", call.workspace)
    if not call.tx.do("DELETE FROM workspace WHERE id = %s", call.workspace):
        raise not_found(f"workspace {call.workspace}")
    return text(f"Deleted workspace {call.workspace}")


@call("GET", "/w/{workspace}/workspaces/get_workspace_name")
def get_name(call):
    return text(call.tx.one("SELECT name FROM workspace WHERE id = %s", call.workspace))


@call("GET", "/w/{workspace}/workspaces/encryption_key")
def get_key(call):
    call.caller.must_be_admin()
    return Answer({"key": key_of(call.tx, call.workspace)})


@call("POST", "/w/{workspace}/workspaces/encryption_key")
def set_key(call):
    call.caller.must_be_superadmin()
    body = call.body("new_key", {"new_key": str})
    if not KEY.fullmatch(body["new_key"]):
        raise bad("Encryption key should be an alphanumeric string of 64 characters")
    old = call.tx.one(
        "SELECT key FROM workspace_key WHERE workspace_id = %s FOR UPDATE", call.workspace
    )
    call.tx.do(
        "UPDATE workspace_key SET key = %s WHERE workspace_id = %s", body["new_key"], call.workspace
    )
    if body.get("skip_reencrypt"):
        return text("updated the key")
    secrets = call.tx.rows(
        "SELECT path, value FROM variable WHERE workspace_id = %s AND is_secret", call.workspace
    )
    for row in secrets:
        value = open_sealed(old, row["value"])
        if value is None:
            raise bad(f"the secret {row['path']} does not open with the present key")
        call.tx.do(
            "UPDATE variable SET value = %s WHERE workspace_id = %s AND path = %s",
            *(seal(body["new_key"], value), call.workspace, row["path"]),
        )
    return text(f"updated the key and {len(secrets)} secrets")


def key_of(tx, workspace):
    key = tx.one("SELECT key FROM workspace_key WHERE workspace_id = %s", workspace)
    if key is None:
        raise not_found(f"workspace {workspace}")
    return key
