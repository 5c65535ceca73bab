"""Who calls: tokens, sessions, and what each may do in a workspace."""

import hashlib
import hmac
import os
import re
import secrets

from .errors import Refusal, denied
from .settings import SESSION

SUPERADMIN = "superadmin_secret@windmill.dev"
OPEN = {"/version", "/health/status", "/auth/login", "/auth/is_first_time_setup"}
OPEN |= {"/auth/is_password_login_disabled", "/auth/is_smtp_configured", "/auth/logout"}


def hashed(token):
    return hashlib.sha256(token.encode()).hexdigest()


class Caller:
    def __init__(self, email, super_admin, username, scopes=None, read_only=False, token=""):
        self.email, self.super_admin, self.username = email, super_admin, username
        self.scopes, self.read_only, self.token = scopes, read_only, token
        self.is_admin, self.operator = super_admin, False

    def must_be_superadmin(self):
        if not self.super_admin:
            raise Refusal(403, "Require Admin privileges for this call: not a superadmin")

    def must_be_admin(self):
        if not self.is_admin:
            raise Refusal(403, f"Require Admin privileges for {self.username}")

    def must_write(self, call, path):
        """Who may not administer writes below its own name, and into folders that let it."""
        if self.is_admin:
            return
        kind, name = path.split("/")[:2] if path.count("/") else ("", "")
        if self.operator:
            raise denied(f"operators cannot write {path}")
        if kind == "u" and name == self.username:
            return
        if kind == "f":
            folder = call.tx.row(
                "SELECT owners, extra_perms FROM folder WHERE workspace_id = %s AND name = %s",
                call.workspace,
                name,
            )
            own = f"u/{self.username}"
            if folder and (own in folder["owners"] or folder["extra_perms"].get(own)):
                return
        raise denied(f"{self.username} cannot write {path}")


def given(call):
    """The token that a request carries: header first, then cookie, then query."""
    header = call.headers.get("authorization", "")
    if header.startswith("Bearer "):
        return header.removeprefix("Bearer ").strip()
    for part in call.headers.get("cookie", "").split(";"):
        name, _, value = part.strip().partition("=")
        if name == "token":
            return value
    return call.query.get("token", "")


def identify(call):
    """Sets the caller, or refuses."""
    if call.template in OPEN:
        return
    token = given(call)
    call.caller = caller(call.tx, token) if token else None
    if call.caller is None:
        raise Refusal(401, "Unauthorized")
    within(call)
    scoped(call)


def caller(tx, token):
    secret = os.environ.get("SUPERADMIN_SECRET")
    if secret and hmac.compare_digest(secret, token):
        return Caller(SUPERADMIN, True, "superadmin_secret", token=token)
    row = tx.row(
        "SELECT token.email, super_admin, password.username, scopes, read_only, token.workspace_id"
        " FROM token JOIN password USING (email) WHERE token_hash = %s AND NOT disabled"
        " AND (expiration IS NULL OR expiration > now())",
        hashed(token),
    )
    if row is None:
        return None
    # Seldom written: calls at the same time would wait for each other at the token's row.
    tx.do(
        "UPDATE token SET last_used_at = now()"
        " WHERE token_hash = %s AND last_used_at < now() - interval '1 minute'",
        hashed(token),
    )
    found = Caller(
        *(row[name] for name in ("email", "super_admin", "username", "scopes", "read_only")), token
    )
    found.workspace = row["workspace_id"]
    return found


def within(call):
    """What the caller is in the workspace of the call; a stranger to it is not let in."""
    name = call.values.get("workspace")
    if name is None or not call.template.startswith("/w/"):
        return
    bound = getattr(call.caller, "workspace", None)
    row = call.tx.row(
        "SELECT username, is_admin, operator, disabled FROM usr"
        " WHERE workspace_id = %s AND email = %s",
        name,
        call.caller.email,
    )
    if bound not in (None, name) or (row is None and not call.caller.super_admin):
        raise Refusal(401, "Unauthorized")
    if row is None:
        return
    if row["disabled"]:
        raise Refusal(401, "Unauthorized")
    call.caller.username = row["username"]
    call.caller.is_admin = row["is_admin"] or call.caller.super_admin
    call.caller.operator = row["operator"]


def scoped(call):
    """A token with scopes `<domain>:<read|write|run>[:<path>]` opens nothing else."""
    reads = call.method in ("GET", "HEAD")
    if call.caller.read_only and not reads:
        raise denied("this token can only read")
    if call.caller.scopes is None:
        return
    domain = re.sub(r"^/w/\{workspace\}", "", call.template).split("/")[1].removesuffix("_u")
    action = "run" if "/jobs/run" in call.template else "read" if reads else "write"
    for scope in call.caller.scopes:
        parts = scope.split(":")
        if parts[0] not in ("*", domain):
            continue
        if len(parts) == 1 or parts[1] in ("*", action) or (parts[1] == "write" and reads):
            if len(parts) < 3 or call.values.get("path", "").startswith(parts[-1].rstrip("*")):
                return
    raise denied(f"the token lacks the scope {domain}:{action}")


def new_token(tx, email, label=None, seconds=None, **more):
    """The text of a new token; the database keeps its hash and first ten letters."""
    token = secrets.token_urlsafe(24)[:32].replace("-", "a").replace("_", "b")
    tx.do(
        "INSERT INTO token (token_hash, token_prefix, label, expiration, workspace_id, email,"
        " scopes, read_only, job) VALUES (%s, %s, %s, coalesce(%s::timestamptz,"
        " now() + %s * interval '1 second'), %s, %s, %s, %s, %s)",
        *(hashed(token), token[:10], label, more.get("expiration"), seconds),
        *(more.get("workspace_id"), email, more.get("scopes"), bool(more.get("read_only"))),
        more.get("job"),
    )
    return token


def new_session(tx, email):
    return new_token(tx, email, "session", SESSION)
