"""API tokens: shown once, then known by their first ten letters."""

from .callers import new_token
from .errors import not_found
from .routes import Answer, call, text, without_nothing

KINDS = {"label": str, "expiration": str, "scopes": list, "workspace_id": str, "read_only": bool}


@call("POST", "/users/tokens/create")
def create(call):
    body = call.body(kinds=KINDS)
    return text(new_token(call.tx, call.caller.email, **{k: body.get(k) for k in KINDS}), 201)


@call("POST", "/users/tokens/impersonate")
def impersonate(call):
    call.caller.must_be_superadmin()
    body = call.body("impersonate_email", {"impersonate_email": str, **KINDS})
    email = body["impersonate_email"]
    if not call.tx.one("SELECT 1 FROM password WHERE email = %s", email):
        raise not_found(f"user {email}")
    known = ("label", "expiration", "workspace_id")
    return text(new_token(call.tx, email, **{k: body.get(k) for k in known}), 201)


@call("GET", "/users/tokens/list")
def list_own(call):
    hidden = " AND job IS NULL" if call.flag("exclude_ephemeral") else ""
    rows = call.tx.rows(
        "SELECT label, expiration, token_prefix, created_at, last_used_at, scopes, email,"
        f" workspace_id, read_only FROM token WHERE email = %s{hidden}"
        " ORDER BY created_at DESC LIMIT %s OFFSET %s",
        *(call.caller.email, *call.page()),
    )
    return Answer([without_nothing(row) for row in rows])


@call("DELETE", "/users/tokens/delete/{token_prefix}")
def delete(call):
    # Only one's own; an unknown prefix is no error.
    deleted = call.tx.do(
        "DELETE FROM token WHERE email = %s AND token_prefix = left(%s, 10)",
        *(call.caller.email, call["token_prefix"]),
    )
    return text(f"deleted {deleted} tokens {call['token_prefix']}")
