"""The library that sets an instance up, driven by its Swift tests, on the stand-in.

The stand-in checks every call against the tables of calls, and verifies the passwords of the build
from source with argon2-cffi, which shares nothing with Debian's libargon2 but the format.
"""

import os
import re
import subprocess
from pathlib import Path

import pytest

from standin_here import STOCK
from standin_traffic import against_the_contract, against_the_table
from world import ROOT

ANA = ("ana@acme.mx", "anas-own-password-2")
ADMIN = (STOCK[0], "another-administrators-2")
SECRETS = [ANA[1], ADMIN[1], "anas-own-password-1", "the-administrators-own-1"]


def bundle():
    path = Path(os.environ.get("PUERTO", ".build/release/puerto"))
    return ROOT / path.parent / "puertoPackageTests.xctest"


def set_up(one):
    """Runs the Swift test, which sets up the instance, does so again, and rotates its secrets."""
    more = {
        "PUERTO_WINDMILL": f"127.0.0.1:{one.port}",
        "PUERTO_WINDMILL_DATABASE": one.postgres.url(one.database),
    }
    run = subprocess.run(
        [bundle(), "--testing-library", "swift-testing", "--filter", "LiveSetupTests"],
        **{"env": {**os.environ, **more}, "capture_output": True, "text": True, "timeout": 300},
    )
    said = run.stdout + run.stderr
    assert run.returncode == 0, said
    assert re.search(r"Test run with 1 test .*passed", said), said
    return said


@pytest.mark.parametrize("build", ["ce", "agpl"])
def test_a_fresh_instance_becomes_a_clients_own(standins, build, record_property):
    one = standins(**({"STANDIN_BUILD": "agpl"} if build == "agpl" else {})).up()
    said = set_up(one)
    record_property(f"setup of the {build} build", re.search("a setup took (.*)", said)[1])
    for email, password in (STOCK, (ANA[0], SECRETS[2]), (ADMIN[0], SECRETS[3])):
        answer = one.post("/auth/login", {"email": email, "password": password}, token=None)
        assert answer.status == 400, answer
    assert [row[0] for row in one.rows("SELECT label FROM token")] == ["puerto"]
    for email, password in (ANA, ADMIN):
        token = one.login(email, password)
        assert one.get("/users/email", token=token).text == email
    assert one.rows("SELECT email, super_admin FROM password ORDER BY email") == [
        (STOCK[0], True),
        (ANA[0], False),
    ]
    sql = "SELECT username, is_admin FROM usr WHERE workspace_id = 'acme' ORDER BY 1"
    assert one.rows(sql) == [("admin", True), ("ana", True)]
    assert one.rows("SELECT path FROM script") == [("f/puerto/smoke",)]
    settings = dict(one.rows("SELECT name, value FROM global_settings"))
    assert settings["base_url"] == "http://acme.localhost:8100"
    assert settings["disable_stats"] is True
    with one.connect() as connection:
        assert against_the_table(connection)[0] == []
        assert against_the_contract(connection)[0] == []
    for secret in SECRETS:
        assert secret not in said and secret not in one.logged()
