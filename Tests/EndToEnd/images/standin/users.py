"""Users of the whole instance."""

import re

from .errors import bad, internal, not_found
from .passwords import record
from .routes import Answer, call, text, without_nothing
from .settings import AGPL

FIELDS = (
    "email, login_type, super_admin, devops, verified, name, company, username, first_time_user,"
    " role_source, disabled"
)


def username_of(tx, email):
    """A free user name made from the e-mail's local part."""
    stem = re.sub(r"\W", "", email.split("@")[0], flags=re.ASCII).lstrip("0123456789_") or "user"
    name, number = stem[:45], 1
    while tx.one("SELECT 1 FROM password WHERE username = %s", name):
        number += 1
        name = f"{stem[:45]}{number}"
    return name


def not_in_this_build(words):
    if AGPL:
        raise internal(words)


def set_password(call, email, password):
    not_in_this_build("Not implemented in Windmill's Open Source repository")
    changed = call.tx.do(
        "UPDATE password SET password_hash = %s, first_time_user = false"
        " WHERE email = %s AND login_type = 'password'",
        *(record(password), email),
    )
    if not changed:
        raise not_found(f"user {email}")
    return text(f"password of {email} changed")


@call("POST", "/users/setpassword")
def set_own(call):
    return set_password(
        call, call.caller.email, call.body("password", {"password": str})["password"]
    )


@call("POST", "/users/set_password_of/{user}")
def set_of(call):
    call.caller.must_be_superadmin()
    return set_password(call, call["user"], call.body("password", {"password": str})["password"])


@call("POST", "/users/create")
def create(call):
    call.caller.must_be_superadmin()
    kinds = {"email": str, "password": str, "super_admin": bool}
    body = call.body("email password super_admin", kinds)
    not_in_this_build("User creation is not implemented in the open-source version.")
    email = body["email"].lower()
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", email):
        raise bad(f"{email} is no e-mail address")
    if call.tx.one("SELECT 1 FROM password WHERE email = %s", email):
        raise bad(f"User {email} already exists")
    # A membership may have been given before the user existed: it bears the name already.
    known = call.tx.one("SELECT username FROM usr WHERE email = %s", email)
    call.tx.do(
        "INSERT INTO password (email, password_hash, login_type, super_admin, verified, name,"
        " company, username) VALUES (%s, %s, 'password', %s, true, %s, %s, %s)",
        *(email, record(body["password"]), body["super_admin"], body.get("name")),
        *(body.get("company"), known or username_of(call.tx, email)),
    )
    return text(f"user {email} created", 201)


@call("POST", "/users/update/{email}")
def update(call):
    call.caller.must_be_superadmin()
    body = call.body()
    columns = {"is_super_admin": "super_admin", "is_devops": "devops", "name": "name"}
    for field, column in {**columns, "disabled": "disabled"}.items():
        if body.get(field) is not None:
            call.tx.do(
                f"UPDATE password SET {column} = %s WHERE email = %s", body[field], call["email"]
            )
    if body.get("disabled"):
        call.tx.do("DELETE FROM token WHERE email = %s", call["email"])
    return text(f"user {call['email']} updated")


@call("DELETE", "/users/delete/{email}")
def delete(call):
    call.caller.must_be_superadmin()
    for table in ("token", "usr", "workspace_invite"):
        call.tx.do(f"DELETE FROM {table} WHERE email = %s", call["email"])
    if not call.tx.do("DELETE FROM password WHERE email = %s", call["email"]):
        raise not_found(f"user {call['email']}")
    return text(f"user {call['email']} deleted")


@call("GET", "/users/exists/{email}")
def exists(call):
    known = call.tx.one("SELECT 1 FROM password WHERE email = %s", call["email"])
    return Answer(known is not None)


@call("GET", "/users/list_as_super_admin")
def list_all(call):
    call.caller.must_be_superadmin()
    rows = call.tx.rows(
        f"SELECT {FIELDS} FROM password ORDER BY email LIMIT %s OFFSET %s", *call.page()
    )
    return Answer([without_nothing(row) for row in rows])


@call("GET", "/users/whoami")
def whoami(call):
    row = call.tx.row(f"SELECT {FIELDS} FROM password WHERE email = %s", call.caller.email)
    if row is None:
        row = {
            "email": call.caller.email,
            "login_type": "superadmin_secret",
            "super_admin": True,
            "verified": True,
            "first_time_user": False,
            "role_source": "manual",
            "disabled": False,
        }
    return Answer(without_nothing(row))


@call("GET", "/users/email")
def email(call):
    return text(call.caller.email)
