"""Logins, and what can be asked without one."""

import os
import threading
import time

from .callers import given, hashed, new_session
from .errors import Refusal, bad
from .passwords import matches
from .routes import Answer, call, text
from .schema import STOCK

PER_ACCOUNT = int(os.environ.get("STANDIN_LOGINS_PER_ACCOUNT", "30"))  # in a minute
PER_ADDRESS = int(os.environ.get("STANDIN_LOGINS_PER_ADDRESS", "120"))
attempts = {}
lock = threading.Lock()


def limited(key, most):
    """Whether this is one attempt too many within a minute."""
    now = time.monotonic()
    with lock:
        recent = [then for then in attempts.get(key, []) if now - then < 60]
        attempts[key] = [*recent, now]
        return len(recent) >= most


@call("POST", "/auth/login")
def login(call):
    body = call.body("email password", {"email": str, "password": str})
    email = body["email"].lower()
    if limited(("account", email), PER_ACCOUNT) or limited(("at", call.address), PER_ADDRESS):
        raise Refusal(429, "Too many login attempts, try again later")
    row = call.tx.row(
        "SELECT password_hash FROM password"
        " WHERE email = %s AND login_type = 'password' AND NOT disabled",
        email,
    )
    if row is None or not matches(row["password_hash"], body["password"]):
        raise bad("Invalid login")
    token = new_session(call.tx, email)
    base = call.tx.one("SELECT value FROM global_settings WHERE name = 'base_url'") or ""
    secure = "; Secure" if str(base).startswith("https://") else ""
    cookie = f"token={token}; HttpOnly; SameSite=Lax; Path=/{secure}"
    return text(token, headers=[("Set-Cookie", cookie)])


@call("POST", "/auth/logout")
def logout(call):
    call.tx.do("DELETE FROM token WHERE token_hash = %s", hashed(given(call)))
    return text("logged out")


@call("GET", "/auth/is_first_time_setup")
def is_first_time_setup(call):
    return Answer(
        call.tx.one(
            "SELECT count(*) = 1 AND bool_and(email = 'admin@windmill.dev' AND password_hash = %s)"
            " AND NOT EXISTS (SELECT FROM global_settings WHERE name = 'base_url') FROM password",
            STOCK,
        )
    )


@call("GET", "/auth/is_password_login_disabled")
def is_password_login_disabled(call):
    value = call.tx.one("SELECT value FROM global_settings WHERE name = 'disable_password_login'")
    return Answer(value is True)


@call("GET", "/auth/is_smtp_configured")
def is_smtp_configured(call):
    return Answer(call.tx.one("SELECT count(*) FROM global_settings WHERE name LIKE 'smtp%%'") > 0)
