"""A stolen web tier: whatever runs as the web server's user gains no power over the records.

Each attack is a function of `attacks_on_*.py`. After each of them the records and the history are as
before, but for what the attack may leave, and the broker answers.
"""

import sys
import time

import pytest

import attacks_on_approvals
import attacks_on_calls  # noqa: F401
import attacks_on_claims  # noqa: F401
import attacks_on_connections  # noqa: F401
import attacks_on_files  # noqa: F401
import attacks_on_frames  # noqa: F401
import attacks_on_jobs  # noqa: F401
import attacks_on_passkeys  # noqa: F401
import attacks_on_plans  # noqa: F401
import attacks_on_processes  # noqa: F401
import attacks_on_secrets  # noqa: F401
import attacks_on_sessions  # noqa: F401
import attacks_on_verbs  # noqa: F401
import attacks
import served
from child import run_as_thief
from owner import APPROVED, approve, approved, archive, begin, reveal, secret, sign, wanted
from picture import Picture
from served import ROOT
from stolen import Portal, call

sys.path.append(str(ROOT / "Tests/Support"))

from sampling import sample  # noqa: E402

pytestmark = [
    pytest.mark.skipif(not served.IS_ROOT, reason="two users are for root to play"),
    pytest.mark.check("a stolen web tier", server="lighttpd"),
]
CHOSEN = sample(attacks.ALL, "attacks of a stolen web tier", 1 / 3)


@pytest.fixture(scope="module")
def portal():
    made = Portal()
    yield made
    made.stop()


def answers(portal):
    """The broker answers a good request within a second, of three tries at least once."""
    for _ in range(3):
        begun = time.monotonic()
        reply = portal.thief.wire.ask("session", portal.thief.cookies["ana"])
        assert reply.value and reply.value["session"]["name"] == "ana", reply
        if time.monotonic() - begun < 1:
            return
    raise AssertionError(f"the broker takes {time.monotonic() - begun:.1f} s")


def test_every_attack_has_a_name_of_its_own():
    names = [attack.name for attack in attacks.ALL]
    assert len(names) == len(set(names)) and len(names) > 100


@pytest.mark.parametrize("attack", CHOSEN, ids=lambda attack: attack.name)
def test_an_attack_is_in_vain(portal, attack):
    portal.keep_open()
    before, broker = Picture(portal.workspace), portal.thief.broker
    got = run_as_thief(attack, portal.thief, lambda: answers(portal))
    answers(portal)
    if got is not None:
        portal.cancel_what_was_stolen()
    assert got is None, f"{attack.name}: {got}"
    assert portal.workspace.broker.process.poll() is None and portal.thief.broker == broker
    after = Picture(portal.workspace)
    tables, lines = after.since(before)
    assert tables <= attack.leaves, {name: after.tables[name] for name in tables}
    assert after.files == before.files
    for _, actor, action, _, outcome, detail, side in lines:
        assert side == "web" and (outcome == "refused" or action in attack.lines), lines
        assert actor.split(":")[0] in ["web", "hook", "link"], lines
        assert not any(line.startswith("forged") for line in detail.splitlines()), lines


# --- the same requests by whoever may make them


@pytest.mark.parametrize("name", attacks_on_sessions.READING)
def test_a_viewers_session_reads(portal, name):
    content = attacks_on_sessions.READING[name](portal.thief)
    if name not in ["log-out", "errand"]:
        assert portal.thief.ask(name, portal.thief.cookies["eva"], **content).value is not None


def test_the_operators_own_plan_archives_once(portal):
    reply = archive(portal.thief, plan=portal.thief.plans["ana"])
    job = reply.value["queued"]["_0"]
    assert job["action"] == "archive", reply
    again = archive(portal.thief, plan=portal.thief.plans["ana"])
    assert again.refusal in ("error:conflict", "busy"), again
    cancelled = portal.thief.ask("cancel", portal.thief.cookies["ana"], id=job["id"])
    assert cancelled.value["job"]["state"] == "cancelled", cancelled


def test_an_owner_approves_what_the_page_shows(portal):
    """The same way as in the attacks, with nothing changed."""
    thief, rotation = portal.thief, attacks_on_approvals.ROTATE
    reply = approved(thief, secret(reveal()))
    assert reply.value["asked"]["_0"]["state"] == "waiting", reply
    told = begin(thief, rotation).value
    shown = {**told, **attacks_on_approvals.as_shown(rotation)}
    reply = approve(thief, told["id"], sign(thief, shown, rotation))
    assert thief.ask("cancel", thief.cookies["ana"], id=reply.value["queued"]["_0"]["id"]).value


def test_what_a_live_owners_cookie_gains(portal):
    """It looks, and asks for what hurts nobody for long; SECURITY.md says so."""
    thief, cookie = portal.thief, portal.thief.cookies["ana"]

    def gained(action, slug="ready"):
        lines = "reason: late" if action == "suspend" else ""
        reply = thief.ask("act", cookie, action=action, slug=slug, parameters=lines)
        if reply.value:
            assert thief.ask("cancel", cookie, id=reply.value["job"]["id"]).value
        return reply

    for action in ["restart", "reconcile", "resume", "provision"]:
        assert gained(action).value, action
    assert [bool(gained("suspend").value) for _ in range(4)] == [True] * 3 + [False]
    assert gained("suspend").refusal == "error:throttled"
    for action in APPROVED:
        plan = {"plan": thief.plans["ready"], "confirm": "ready"}
        lines = {"rotate": "field: redis", "upgrade": "image.redis: redis:7.4.5"}.get(action, "")
        content = {"action": action, "slug": "ready", "parameters": lines, **plan}
        reply = thief.ask("act", cookie, **content)
        assert reply.refusal in ("approvalNeeded", "error:conflict"), reply
    for operation in ["ask", "confirm"]:
        assert thief.ask(operation, cookie, slug="acme", question=reveal()).refusal
    # With the operator's approval there is no limit.
    reply = approved(thief, wanted("suspend", "ready"))
    assert thief.ask("cancel", cookie, id=reply.value["queued"]["_0"]["id"]).value, reply


def test_an_envelope_is_for_the_session_that_asked(portal):
    errand = portal.thief.errands["envelope of otto"]
    reply = portal.thief.ask("envelope", portal.thief.cookies["otto"], id=errand)
    assert reply.value["envelope"]["ciphertext"], reply
    again = portal.thief.ask("envelope", portal.thief.cookies["otto"], id=errand)
    assert again.refusal == "error:notFound", again


def test_a_program_asks_for_what_programs_may(portal):
    wanted = {"action": "provision", "tenant": "other"}
    reply = portal.thief.ask("call", **call(portal.thief.secrets["any"], wanted))
    assert reply.value["queued"]["_0"]["tenant"] == "other", reply


def test_a_reader_with_the_whole_link_opens_it(portal):
    reply = attacks_on_claims.claim(portal.thief, portal.thief.link, network="198.51.100.77")
    assert reply.value["sealed"]["ciphertext"], reply


def test_neither_logs_nor_arguments_hold_a_secret(portal):
    said = portal.server.log() + portal.workspace.broker.log()
    assert not any(secret in said for secret in portal.thief.never)


def test_the_history_is_as_it_was_written(portal):
    assert portal.workspace.puerto("audit", "verify")
