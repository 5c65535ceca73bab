"""Logins at once, guessed passwords, and the ends of a session."""

import time
import uuid

import pytest

import served
from hook import PASSWORD, Browser, Caller
from processes import Watch
from served import OPERATOR, WEB_USER, Lighttpd, Workspace

pytestmark = pytest.mark.check("logins", server="lighttpd")
RIGHT = {"operator": "ana", "password": PASSWORD}


@pytest.fixture(scope="module")
def behind():
    """A server behind a trusted proxy on this machine."""
    running = Lighttpd()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def bare():
    """A server without a trusted proxy."""
    running = Lighttpd(Workspace(proxies=""))
    yield running
    running.stop()


def guess(caller, name, fields=()):
    return caller.json("/session", {"operator": name, "password": uuid.uuid4().hex}, fields)


def test_two_passwords_are_looked_at_at_once(behind):
    caller = Caller(behind)
    with Watch(behind.workspace, 0.002) as watch:
        answers = caller.rush("/session", RIGHT, 6)
        logged_in = sum(answer.status == 200 for answer in answers)
        turned_away = [answer for answer in answers if answer.status == 503]
        assert logged_in >= 1 and logged_in + len(turned_away) == 6, answers
        assert all(answer.one("retry-after") for answer in turned_away), turned_away
        # Who comes again gets in, one after the other.
        end = time.monotonic() + 30
        while logged_in < 6 and time.monotonic() < end:
            logged_in += caller.json("/session", RIGHT).status == 200
    assert logged_in == 6
    # Each takes 128 MiB, in the broker; the hook's own processes know no password record.
    assert 120 < watch.broker.peak < 350 and watch.broker.count == 1, vars(watch.broker)
    assert watch.hook.peak < 50, vars(watch.hook)
    if served.IS_ROOT:
        assert (watch.hook.users, watch.broker.users) == ({WEB_USER}, {OPERATOR})


def test_the_eleventh_guess_from_one_address_is_not_looked_at(behind):
    guesser, name = Caller(behind), f"otto-{uuid.uuid4().hex[:6]}"
    from_there, from_here = (
        [("X-Forwarded-For", "198.51.100.7")],
        [("X-Forwarded-For", "203.0.113.9")],
    )
    answers = [guess(guesser, name, from_there) for _ in range(12)]
    assert [answer.status for answer in answers] == [401] * 10 + [429] * 2, answers
    hashed, refused = (
        min(answer.seconds for answer in answers[:10]),
        max(answer.seconds for answer in answers[10:]),
    )
    assert refused < hashed / 2 and answers[-1].one("retry-after"), (hashed, refused)
    # From that network the right password is not verified either; from another one it is.
    assert guesser.json("/session", RIGHT, from_there).status == 429
    assert guesser.json("/session", RIGHT, from_here).status == 200
    # Addresses that a visitor puts before the proxy's own are ignored.
    assert (
        guesser.json("/session", RIGHT, [("X-Forwarded-For", "203.0.113.9, 198.51.100.7")]).status
        == 429
    )


def test_nobody_chooses_an_address_of_their_own(bare):
    guesser = Caller(bare, "127.0.0.6")
    statuses = [
        guess(guesser, "otto", [("X-Forwarded-For", f"192.0.2.{number}")]).status
        for number in range(11)
    ]
    assert statuses == [401] * 10 + [429]
    assert guesser.json("/session", RIGHT, [("X-Forwarded-For", "203.0.113.9")]).status == 429
    assert Caller(bare, "127.0.0.5").json("/session", RIGHT).status == 200


def test_a_session_ends_with_logout_password_and_operator(behind):
    workspace = behind.workspace
    workspace.puerto("operator", "add", "otilia", "--role", "viewer", input=PASSWORD)
    first = Browser(behind, "otilia")
    assert first.reads() == 200 and first.send("/session/end").status == 303
    assert first.reads() == 401
    second = Browser(behind, "otilia")
    workspace.puerto("operator", "passwd", "otilia", input=PASSWORD + "!")
    assert second.reads() == 401
    third = Browser(behind, "otilia", PASSWORD + "!")
    workspace.puerto("operator", "remove", "otilia")
    for browser in [first, second, third]:
        assert browser.reads() == 401
        page = behind.client.get("/portal/index.html", browser.usual)
        assert page.status == 401 and b"<html" not in page.body, page
    assert third.json("/session", {"operator": "otilia", "password": PASSWORD + "!"}).status == 401


def test_a_login_makes_a_new_session_and_ends_the_one_it_came_with(behind):
    browser = Browser(behind)
    answer = browser.json("/session", RIGHT)
    assert answer.status == 200 and answer.one("set-cookie").partition(";")[0] != browser.cookie
    assert browser.reads() == 401
    fixed = Caller(behind)
    fixed.usual = [("Cookie", "puerto=" + "A" * 43)]
    assert fixed.json("/session", RIGHT).one("set-cookie").partition(";")[0] != fixed.usual[0][1]
    assert fixed.get("/session").status == 401
