"""Who belongs to a workspace."""

from .errors import bad, not_found
from .routes import Answer, call, text
from .users import username_of

ROW = (
    "SELECT usr.email, usr.username, is_admin, coalesce(password.name, '') AS name,"
    " coalesce(super_admin, false) AS is_super_admin, created_at, operator, usr.disabled,"
    " ARRAY['all'] AS groups FROM usr LEFT JOIN password USING (email) WHERE workspace_id = %s"
)


def shown(call, row):
    """With the folders that the member owns, reads and writes."""
    me = f"u/{row['username']}"
    folders = call.tx.rows(
        "SELECT name, owners, extra_perms FROM folder WHERE workspace_id = %s ORDER BY name",
        call.workspace,
    )
    perms = {one["name"]: (me in one["owners"], one["extra_perms"].get(me)) for one in folders}
    row["folders_owners"] = [name for name, (owns, _) in perms.items() if owns]
    row["folders"] = [name for name, (owns, writes) in perms.items() if owns or writes]
    row["folders_read"] = [name for name, (owns, writes) in perms.items() if writes is not None]
    return row


@call("POST", "/w/{workspace}/workspaces/add_user")
def add(call):
    call.caller.must_be_admin()
    body = call.body("email is_admin", {"email": str, "is_admin": bool, "operator": bool})
    email, workspace = body["email"].lower(), call.workspace
    if workspace == "admins":
        raise bad("users cannot be added to the workspace admins")
    if call.tx.one("SELECT 1 FROM usr WHERE workspace_id = %s AND email = %s", workspace, email):
        raise bad(f"user with email {email} already exists in workspace {workspace}")
    known = call.tx.one("SELECT username FROM password WHERE email = %s", email)
    call.tx.do(
        "INSERT INTO usr (workspace_id, username, email, is_admin, operator)"
        " VALUES (%s, %s, %s, %s, %s)",
        *(workspace, known or body.get("username") or username_of(call.tx, email), email),
        *(body["is_admin"], body.get("operator", False)),
    )
    return text(f"user with email {email} added", 201)


@call("POST", "/w/{workspace}/workspaces/invite_user")
def invite(call):
    call.caller.must_be_admin()
    body = call.body("email is_admin operator", {"email": str})
    call.tx.do(
        "INSERT INTO workspace_invite VALUES (%s, %s, %s, %s) ON CONFLICT (workspace_id, email)"
        " DO UPDATE SET is_admin = excluded.is_admin, operator = excluded.operator",
        *(call.workspace, body["email"].lower(), body["is_admin"], body["operator"]),
    )
    return text(f"user with email {body['email']} invited", 201)


@call("GET", "/w/{workspace}/workspaces/list_pending_invites")
def invites(call):
    call.caller.must_be_admin()
    return Answer(
        call.tx.rows("SELECT * FROM workspace_invite WHERE workspace_id = %s", call.workspace)
    )


@call("GET", "/users/list_invites")
def own_invites(call):
    return Answer(
        call.tx.rows("SELECT * FROM workspace_invite WHERE email = %s", call.caller.email)
    )


@call("POST", "/users/accept_invite")
def accept(call):
    body = call.body("workspace_id", {"workspace_id": str})
    row = call.tx.row(
        "DELETE FROM workspace_invite WHERE workspace_id = %s AND email = %s RETURNING *",
        *(body["workspace_id"], call.caller.email),
    )
    if row is None:
        raise not_found(f"invite for {call.caller.email}")
    call.tx.do(
        "INSERT INTO usr (workspace_id, username, email, is_admin, operator)"
        " VALUES (%s, %s, %s, %s, %s)",
        *(row["workspace_id"], call.caller.username, row["email"], row["is_admin"]),
        row["operator"],
    )
    return text(f"user {row['email']} accepted the invite", 201)


@call("GET", "/w/{workspace}/users/list")
def list_members(call):
    rows = call.tx.rows(f"{ROW} ORDER BY usr.username", call.workspace)
    return Answer([shown(call, row) for row in rows])


@call("GET", "/w/{workspace}/users/get/{username}")
def get(call):
    return Answer(one(call, call["username"]))


@call("GET", "/w/{workspace}/users/whoami")
def whoami(call):
    return Answer(one(call, call.caller.username))


def one(call, username):
    row = call.tx.row(f"{ROW} AND usr.username = %s", call.workspace, username)
    if row is None:
        raise not_found(f"user {username}")
    return shown(call, row)


@call("POST", "/w/{workspace}/users/update/{username}")
def update(call):
    call.caller.must_be_admin()
    body = call.body(kinds={"is_admin": bool, "operator": bool, "disabled": bool})
    for column in ("is_admin", "operator", "disabled"):
        if body.get(column) is not None:
            call.tx.do(
                f"UPDATE usr SET {column} = %s WHERE workspace_id = %s AND username = %s",
                *(body[column], call.workspace, call["username"]),
            )
    return text(f"user {call['username']} updated")


@call("DELETE", "/w/{workspace}/users/delete/{username}")
def delete(call):
    call.caller.must_be_admin()
    if not call.tx.do(
        "DELETE FROM usr WHERE workspace_id = %s AND username = %s",
        *(call.workspace, call["username"]),
    ):
        raise not_found(f"user {call['username']}")
    return text(f"user {call['username']} removed")
