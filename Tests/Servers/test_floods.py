"""A flood of wrong logins shuts nobody out.

`PUERTO_LOGINS` is how often the owner comes each way: 40 for the whole of it.
"""

import itertools
import os

import pytest

from device import login_challenge
from flood import Flood
from hook import PASSWORD, Browser, Caller, value
from served import Apache, Caddy, Lighttpd, Nginx

pytestmark = pytest.mark.check("floods of logins")
LOGINS = int(os.environ.get("PUERTO_LOGINS", "4"))
HOME = "127.0.5.1"
NEW = (f"127.1.{number // 250}.{1 + number % 250}" for number in itertools.count())
RIGHT = {"operator": "ana", "password": PASSWORD}


@pytest.fixture(scope="module", params=[Lighttpd, Nginx, Apache, Caddy], ids=lambda k: k.__name__)
def server(request):
    running = request.param()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def owner(server):
    """The owner's browser, at home, with a passkey, and the flood that comes after it."""
    browser = Browser(server, address=HOME)
    assert browser.device
    with Flood(server) as flood:
        browser.flood = flood
        yield browser
    print(f"\n{server.name}: the flood got {dict(flood.answers)}")


def by_password(owner):
    return Caller(owner.server, HOME).json("/session", RIGHT)


def by_passkey(owner):
    caller = Caller(owner.server, next(NEW))
    told = value(caller.json("/session/passkey", {}))
    signed = owner.device.assertion(login_challenge(told))
    return caller.json(f"/session/passkey/{told['id']}", signed)


def by_code(owner):
    code = owner.workspace.puerto("operator", "code", "ana").strip()
    return Caller(owner.server, next(NEW)).json("/session/code", {"code": code})


@pytest.mark.parametrize(
    "way, missed",
    [(by_password, 1), (by_passkey, 0), (by_code, 0)],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_an_owner_gets_in(server, owner, way, missed):
    owner.server = server
    answers = [way(owner) for _ in range(LOGINS)]
    seconds = sorted(answer.seconds for answer in answers)
    count = sum(answer.status == 200 for answer in answers)
    print(f"\n{server.name}: {way.__name__} {count} of {LOGINS}, {seconds[-1]:.1f} s at most")
    others = [answer for answer in answers if answer.status != 200]
    assert count >= LOGINS - missed * LOGINS // 40, others[:3]


def test_the_flood_is_a_few_lines(server, owner):
    """Neither the history nor the logs grow with it."""
    workspace = server.workspace
    lines = workspace.records.all(
        "SELECT seq FROM audit WHERE action = 'session.login' AND outcome = 'refused'"
    )
    assert 0 < len(lines) <= 60, len(lines)
    assert workspace.broker.log().count("\n") < 5, workspace.broker.log()
    assert "puerto-cgi: error" not in server.log(), server.log()
    assert workspace.puerto("audit", "verify")
