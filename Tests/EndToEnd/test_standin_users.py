"""The stand-in's users, tokens and workspaces answer as the real server's code does."""

import socket

from standin_asks import W, said, script
from standin_here import STOCK


# Addresses


def test_unknown_paths_are_empty_below_the_api_and_a_page_elsewhere(standin):
    assert said(standin.get("/no/such/call"), 404).text == ""
    page = said(standin.get("/anything/else", base=""), 200)
    assert page.kind == "text/html" and "<!doctype html>" in page.text


def test_a_wrong_body_is_refused_before_anything_is_done(standin):
    said(standin.post("/workspaces/exists", {}), 422, "missing field `id`")
    said(standin.post("/workspaces/exists", b"{"), 400)
    said(standin.post("/workspaces/exists"), 415)


def test_a_connection_serves_many_requests_and_chunked_bodies(standin):
    with socket.create_connection(("127.0.0.1", standin.port)) as client:
        file = client.makefile("rb")
        for _ in range(3):
            client.sendall(
                b"POST /api/workspaces/exists HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
                b"Content-Type: application/json\r\nAuthorization: Bearer "
                + standin.token.encode()
                + b'\r\n\r\n4\r\n{"id\r\n8\r\n": "acme\r\n2\r\n"}\r\n0\r\n\r\n'
            )
            assert file.readline() == b"HTTP/1.1 200 OK\r\n"
            while file.readline() != b"\r\n":
                pass
            assert file.read(4) == b"true"


# Logins and tokens


def test_a_failed_login_is_a_bad_request(standin):
    body = {"email": STOCK[0], "password": "wrong"}
    said(standin.post("/auth/login", body), 400, "^Bad request: Invalid login$")
    said(standin.get("/users/whoami", token=None), 401, "^Unauthorized$")
    said(standin.get("/users/whoami", token="nonsense"), 401, "^Unauthorized$")


def test_a_login_gives_a_token_and_the_same_as_a_cookie(standin):
    answer = standin.post("/auth/login", dict(zip(("email", "password"), STOCK)))
    assert answer.kind == "text/plain"
    cookie = answer.headers["Set-Cookie"]
    assert cookie == f"token={answer.text}; HttpOnly; SameSite=Lax; Path=/"
    headers = [("Cookie", f"token={answer.text}")]
    said(standin.get("/users/email", token=None, headers=headers), 200, STOCK[0])


def test_logins_of_an_account_are_limited(standins):
    one = standins(STANDIN_LOGINS_PER_ACCOUNT="3").up(worker=False)
    body = {"email": "nobody@acme.example", "password": "x"}
    statuses = [one.post("/auth/login", body).status for _ in range(4)]
    assert statuses == [400, 400, 400, 429]


def test_the_first_time_ends_with_the_stock_password(standins):
    one = standins().up(worker=False)
    assert one.get("/auth/is_first_time_setup", token=None).json() is True
    old = one.login()
    said(one.post("/users/setpassword", {"password": "a new one"}, token=old), 200)
    assert one.get("/auth/is_first_time_setup", token=None).json() is False
    said(one.post("/auth/login", dict(zip(("email", "password"), STOCK))), 400)
    # A session outlives the password that opened it.
    said(one.get("/users/whoami", token=old), 200)
    assert one.login(password="a new one")


def test_a_token_is_kept_as_a_hash_and_goes_by_its_prefix(standin):
    token = said(standin.post("/users/tokens/create", {"label": "puerto"}), 201).text
    listed = standin.get("/users/tokens/list").json()
    row = next(row for row in listed if row.get("label") == "puerto")
    assert row["token_prefix"] == token[:10] and "expiration" not in row
    dump = str(standin.rows("SELECT token.* FROM token WHERE label = 'puerto'"))
    assert token not in dump
    said(standin.get("/users/whoami", token=token), 200)
    said(standin.call("DELETE", f"/users/tokens/delete/{token[:10]}"), 200)
    said(standin.get("/users/whoami", token=token), 401)


def test_a_token_ends_and_keeps_to_its_scopes(standin):
    gone = standin.post("/users/tokens/create", {"expiration": "2020-01-01T00:00:00Z"}).text
    said(standin.get("/users/whoami", token=gone), 401)
    body = {"label": "narrow", "scopes": ["scripts:read"], "workspace_id": "acme"}
    narrow = standin.post("/users/tokens/create", body).text
    said(standin.get(f"{W}/scripts/list", token=narrow), 200)
    said(standin.get(f"{W}/variables/list", token=narrow), 403, "variables:read")
    said(script(standin, "f/acme/no", "x", query=""), 201)
    body = {"path": "f/acme/no2", "summary": "", "content": "", "language": "bash"}
    said(standin.post(f"{W}/scripts/create", body, token=narrow), 403, "scripts:write")


def test_the_secret_of_the_environment_is_a_superadmin(standins):
    one = standins(SUPERADMIN_SECRET="an agreed secret").up(worker=False)
    one.token = "an agreed secret"
    said(one.get("/users/email"), 200, "superadmin_secret@windmill.dev")
    said(one.post(f"/users/set_password_of/{STOCK[0]}", {"password": "other"}), 200)
    assert one.login(password="other")


# Users


def test_users_are_made_join_and_leave(standin):
    ana = {"email": "ana@acme.example", "password": "ana's own", "super_admin": False}
    said(standin.post("/users/create", ana), 201)
    said(standin.post("/users/create", ana), 400, "already exists")
    membership = {"email": ana["email"], "is_admin": True, "operator": False}
    said(standin.post(f"{W}/workspaces/add_user", membership), 201)
    said(standin.post(f"{W}/workspaces/add_user", membership), 400, "already exists in workspace")
    said(standin.post("/w/admins/workspaces/add_user", membership), 400)
    token = standin.login(ana["email"], ana["password"])
    assert standin.get(f"{W}/users/whoami", token=token).json()["username"] == "ana"
    said(standin.get("/users/list_as_super_admin", token=token), 403)
    said(standin.get("/w/admins/users/whoami", token=token), 401)
    said(standin.post("/users/update/ana@acme.example", {"disabled": True}), 200)
    said(standin.get("/users/whoami", token=token), 401)
    said(standin.post("/auth/login", {"email": ana["email"], "password": ana["password"]}), 400)
    said(standin.call("DELETE", "/users/delete/ana@acme.example"), 200)
    assert standin.get("/users/exists/ana@acme.example").json() is False


def test_the_build_from_the_source_makes_no_users(standins):
    one = standins(STANDIN_BUILD="agpl").up(worker=False)
    one.token = one.login()
    user = {"email": "b@acme.example", "password": "x", "super_admin": False}
    said(one.post("/users/create", user), 500, "not implemented in the open-source version")
    own = one.post("/users/setpassword", {"password": "x"})
    said(own, 500, "Not implemented in Windmill's Open Source repository")
    # By SQL both go: the server verifies with what the record says of itself.
    from argon2 import PasswordHasher

    record = PasswordHasher(time_cost=1, memory_cost=1024).hash("by hand")
    one.rows(
        "INSERT INTO password (email, verified, password_hash, login_type, super_admin, name,"
        " username) VALUES (%s, true, %s, 'password', false, 'B', 'b')",
        *("b@acme.example", record),
    )
    one.rows("UPDATE password SET password_hash = %s WHERE email = %s", record, STOCK[0])
    assert one.login("b@acme.example", "by hand") and one.login(password="by hand")


# Workspaces


def test_a_workspace_is_made_once_and_only_two(standins):
    one = standins().up(worker=False)
    one.token = one.login()
    for body, status, text in [
        ({"id": "a", "name": "A", "username": "x"}, 400, "username"),
        ({"id": "no good", "name": "A"}, 400, "SqlErr"),
        ({"id": "long", "name": "n" * 51}, 400, "SqlErr"),
        ({"id": "global", "name": "A"}, 400, "global"),
        ({"id": "a", "name": "A"}, 200, "a"),
        ({"id": "a", "name": "A"}, 400, "Workspace a already exists"),
        ({"id": "b", "name": "B"}, 200, "b"),
        ({"id": "c", "name": "C"}, 400, r"Quota exceeded: .*2 outside of default workspace"),
    ]:
        said(one.post("/workspaces/create", body), status, text)
    assert one.post("/workspaces/exists", {"id": "a"}).json() is True
    assert {row["id"] for row in one.get("/workspaces/list").json()} == {"admins", "a", "b"}


def test_folders_are_made_once_and_let_their_owners_write(standin):
    said(standin.post(f"{W}/folders/create", {"name": "no/good"}), 400)
    said(standin.post(f"{W}/folders/create", {"name": "shop", "summary": "S"}), 200)
    said(standin.post(f"{W}/folders/create", {"name": "shop"}), 400, "already exists")
    user = {"email": "leo@acme.example", "password": "leo's", "super_admin": False}
    said(standin.post("/users/create", user), 201)
    member = {"email": user["email"], "is_admin": False, "operator": False}
    said(standin.post(f"{W}/workspaces/add_user", member), 201)
    leo = standin.login(user["email"], user["password"])
    body = {"path": "f/shop/x", "value": "1", "is_secret": False, "description": ""}
    said(standin.post(f"{W}/variables/create", body, token=leo), 403)
    said(standin.post(f"{W}/folders/update/shop", {"extra_perms": {"u/leo": True}}), 200)
    said(standin.post(f"{W}/variables/create", body, token=leo), 201)
