"""The stand-in has accidents on order, and its state outlives it."""

import re
import socket
import subprocess
import sys
import threading

import pytest

from standin_asks import W, acme, said


# Faults


def order(standin, call, fault, nth=1, carried_out=False):
    standin.rows(
        "INSERT INTO standin_fault (call, nth, fault, carried_out) VALUES (%s, %s, %s, %s)",
        *(call, nth, fault, carried_out),
    )


@pytest.mark.parametrize("fault", ["500", "429"])
def test_a_fault_comes_at_the_call_that_was_ordered(standin, fault):
    order(standin, "POST %folders/create", fault, nth=2)
    names = [f"fault_{fault}_{n}" for n in range(3)]
    found = [standin.post(f"{W}/folders/create", {"name": name}).status for name in names]
    assert found == [200, int(fault), 200]
    made = standin.get(f"{W}/folders/listnames").json()
    assert names[0] in made and names[1] not in made


def test_a_fault_can_follow_what_was_carried_out(standin):
    order(standin, "POST %folders/create", "500", carried_out=True)
    said(standin.post(f"{W}/folders/create", {"name": "made_all_the_same"}), 500)
    assert standin.get(f"{W}/folders/exists/made_all_the_same").json() is True


def raw(standin, path):
    client = socket.create_connection(("127.0.0.1", standin.port))
    client.sendall(
        f"GET /api{path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
        f"Authorization: Bearer {standin.token}\r\n\r\n".encode()
    )
    return client


def test_garbage_half_a_body_and_silence(standin):
    order(standin, "GET /users/whoami", "garbage")
    with pytest.raises(ValueError):
        said(standin.get("/users/whoami"), 200).json()
    order(standin, "GET /users/whoami", "half", carried_out=True)
    with raw(standin, "/users/whoami") as client:
        head, body = client.makefile("rb").read().split(b"\r\n\r\n")
    assert len(body) * 2 <= int(re.search(rb"Content-Length: (\d+)", head)[1])
    order(standin, "GET /users/whoami", "hang")
    with raw(standin, "/users/whoami") as client:
        client.settimeout(0.5)
        with pytest.raises(TimeoutError):
            client.recv(1)


def test_the_environment_orders_faults_too(standins):
    one = standins(STANDIN_FAULTS="GET /version:2:500").up(worker=False)
    assert [one.get("/version").status for _ in range(3)] == [200, 500, 200]


# The server itself


def test_what_is_asked_at_once_is_answered_and_one_of_two_wins(standin):
    answers = []

    def make(number):
        answers.append(
            standin.post(f"{W}/folders/create", {"name": f"at_once_{number % 10}"}).status
        )

    threads = [threading.Thread(target=make, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200] * 10 + [400] * 10


def test_the_state_outlives_the_server(standins):
    one = standins().up()
    acme(one)
    for mode in ("worker", "server"):
        assert one.stop(mode) == 0
    one.up()
    assert one.post("/workspaces/exists", {"id": "acme"}).json() is True


def test_a_role_without_rights_needs_the_roles_beforehand(standins):
    one = standins()
    with one.postgres.connect() as connection:
        connection.execute("CREATE ROLE modest LOGIN")
        connection.execute(f"ALTER DATABASE {one.database} OWNER TO modest")
        for name in ("windmill_user", "windmill_admin"):
            connection.execute(f"DROP ROLE IF EXISTS {name}")
        one.environment["DATABASE_URL"] = one.environment["DATABASE_URL"].replace(
            "postgres@", "modest@"
        )
        one.start("server")
        assert one.processes.pop("server").wait(60) == 1
        assert "permission denied to create role" in one.logged()
        connection.execute("CREATE ROLE windmill_user")
        connection.execute("CREATE ROLE windmill_admin WITH BYPASSRLS")
    one.up()
    assert one.login()


def test_every_call_of_the_stand_in_is_in_the_table(standin):
    code = (
        "import standin.api; from standin.routes import ROUTES; from standin.contract import LINES;"
        "print([f'{one[0]} {one[1]}' for one in ROUTES if f'{one[0]} {one[1]}' not in LINES])"
    )
    command = [sys.executable, "-B", "-c", code]
    done = subprocess.run(command, env=standin.environment, capture_output=True, text=True)
    assert done.stdout == "[]\n", done.stderr
