"""Passkeys through the real servers: made at a terminal, they log in and approve."""

import json
import signal
import subprocess

import pytest

import errands
from clock import Clock
from device import ES256, RS256, Device, approval_challenge, login_challenge
from hook import PASSWORD, Browser, Caller, Eye, Link, value, write
from passkeys import Registration, register
from served import Lighttpd, until

KINDS = {"ES256": ES256, "RS256": RS256}
PLAN = "b" * 64


class Worker:
    """`puerto work`, which answers what the portal asks for."""

    def __init__(self, workspace):
        self.process = workspace.start("work", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        assert self.process.wait(30) == 0


def taken(browser, answer):
    """Takes the envelope of what was approved, as soon as a worker has answered."""
    assert answer.status == 202, answer
    path = answer.one("location").removeprefix(browser.hook)
    got = []

    def asked():
        got.append(browser.act(path))
        return got[-1].status != 202

    until(asked, "the worker answers", 30)
    return value(got[-1])


def log_in(caller, device):
    """Logs in with a passkey and returns the answer."""
    told = value(caller.json("/session/passkey", {}))
    assert told["relying_party"] == device.relying_party, told
    return caller.json(f"/session/passkey/{told['id']}", device.assertion(login_challenge(told)))


def kept(workspace, name):
    return json.loads(workspace.puerto("passkey", "list", name, "--json"))


# --- through each server


@pytest.mark.check("passkeys")
def test_a_passkey_is_made_logs_in_and_approves(server):
    workspace = server.workspace
    ana = Browser(server)
    device = ana.device
    ana.take(log_in(Caller(server), device))
    session = value(ana.get("/session"))
    assert session["operator"] == "ana" and session["passkeys"] == 1, session
    assert session["reveal"] == "passkey" and session["require"] == "password", session
    eye = Eye()
    with Worker(workspace):
        answer = ana.approve("reveal", "acme", field="app", public_key=eye.public)
        assert eye.open(taken(ana, answer)) == workspace.password()
        answer = ana.approve("link", "acme", field="app", public_key=eye.public, views=2)
        link = Link(eye.open(taken(ana, answer)))
    answer = Caller(server).json("/claim", link.question)
    assert link.open(value(answer))["password"] == workspace.password()
    shown = value(ana.get("/approvals"))["approvals"][:2]
    assert [(one["act"], one["tenant"]) for one in shown] == [("link", "acme"), ("reveal", "acme")]


@pytest.mark.check("passkeys")
def test_without_an_approval_nothing_that_needs_one_is_done(server):
    ana, before = Browser(server), server.workspace.records.jobs()
    for action, content in {
        "archive": {"plan": PLAN, "confirm": "acme"},
        "upgrade": {"plan": PLAN, "images": "redis=redis:7.4.5"},
        "rotate": {"field": "redis"},
    }.items():
        answer = ana.act(f"/tenants/acme/actions/{action}", content)
        assert answer.status in (403, 409), answer
        if answer.status == 403:
            assert value(answer)["type"] == "urn:puerto:approval-needed", answer
    assert server.workspace.records.jobs() == before
    for path in ["/session/confirm", "/tenants/acme/reveals"]:
        assert ana.act(path, {"password": PASSWORD}).status == 404
    assert ana.act("/tenants/acme/links", {"field": "app"}).status in (404, 405)


# --- at the terminal


@pytest.fixture(scope="module")
def one():
    running = Lighttpd()
    # As if its stack had been started.
    running.workspace.puerto("tenant", "add", "ready", "--name", "Ready")
    write(running.workspace, "UPDATE tenant SET status = 'ready' WHERE slug = 'ready'")
    yield running
    running.stop()


@pytest.fixture(autouse=True)
def forgiven(one):
    """All tests log in from one network, where ten failures in ten minutes are a limit."""
    write(one.workspace, "DELETE FROM login_try WHERE is_right = 0")


class Newcomer:
    """An operator of one test."""

    made = 0

    def __init__(self, server, role="owner"):
        Newcomer.made += 1
        self.name, self.server, self.workspace = f"new{Newcomer.made}", server, server.workspace
        self.workspace.puerto("operator", "add", self.name, "--role", role, input=PASSWORD)

    def browser(self):
        return Browser(self.server, self.name)

    def passkeys(self):
        records = self.workspace.records
        return records.one(
            "SELECT count(*) FROM passkey WHERE operator = (SELECT id FROM operator WHERE name = ?)",
            self.name,
        )

    def adds_nothing(self):
        assert self.passkeys() == 0
        offers = self.workspace.records.one("SELECT count(*) FROM passkey_offer")
        assert offers == 0


@pytest.fixture
def new(one):
    return Newcomer(one)


@pytest.mark.check("passkeys", server="lighttpd")
@pytest.mark.parametrize("answer", ["y", "Y", "yes", "s", "sí"])
def test_a_yes_adds_a_passkey(one, new, answer):
    with Registration(one.workspace, new.name) as registration:
        device = Device(one.workspace.origin)
        assert registration.offer(Caller(one), device).status == 204
        assert new.passkeys() == 0
        assert log_in(Caller(one), device).status == 401
        assert registration.answer(f"{answer}\n") == 0
    assert new.passkeys() == 1 and log_in(Caller(one), device).status == 200


@pytest.mark.check("passkeys", server="lighttpd")
@pytest.mark.parametrize(
    "answer",
    ["n\n", "N\n", "\n", "yy\n", "ye\n", " \n", "yes please\n", "no\n", "\4", "\3"],
    ids=repr,
)
def test_anything_else_adds_none(one, new, answer):
    with Registration(one.workspace, new.name) as registration:
        assert registration.offer(Caller(one), Device(one.workspace.origin)).status == 204
        assert registration.answer(answer) != 0
        assert "no passkey was added" in registration.terminal.shown, registration.terminal.shown
        assert registration.told(Caller(one)).status == 404
    new.adds_nothing()


@pytest.mark.check("passkeys", server="lighttpd")
def test_what_was_typed_before_the_question_answers_nothing(one, new):
    with Registration(one.workspace, new.name) as registration:
        registration.terminal.type("y\ny\n")
        assert registration.offer(Caller(one), Device(one.workspace.origin)).status == 204
        registration.terminal.until(r"add it\? y/N ")
        assert new.passkeys() == 0
        assert registration.answer("n\n") != 0
    new.adds_nothing()


@pytest.mark.check("passkeys", server="lighttpd")
@pytest.mark.parametrize("typed", [True, False], ids=["typed", "signal"])
@pytest.mark.parametrize("is_made", [True, False], ids=["made", "not yet"])
def test_an_interruption_adds_none(one, new, typed, is_made):
    with Registration(one.workspace, new.name) as registration:
        if is_made:
            assert registration.offer(Caller(one), Device(one.workspace.origin)).status == 204
            registration.terminal.until(r"add it\? y/N ")
        if typed:
            registration.terminal.type("\3")
        else:
            registration.terminal.send(signal.SIGTERM)
        assert registration.terminal.end() != 0
    new.adds_nothing()


@pytest.mark.check("passkeys", server="lighttpd")
@pytest.mark.parametrize("is_made", [True, False], ids=["made", "not yet"])
def test_after_ten_minutes_nothing_is_added(one, new, is_made):
    with Registration(one.workspace, new.name) as registration:
        if is_made:
            assert registration.offer(Caller(one), Device(one.workspace.origin)).status == 204
            registration.terminal.until(r"add it\? y/N ")
        write(one.workspace, "UPDATE passkey_offer SET made_at = made_at - 600")
        assert registration.told(Caller(one)).status == 404
        late = Device(one.workspace.origin)
        if is_made:
            registration.terminal.type("y\n")
        else:
            content = late.registration(offer_of(registration, new), registration.secret)
            answer = Caller(one).json(f"/passkeys/offers/{registration.id}", content)
            assert answer.status == 404, answer
        assert registration.terminal.end() != 0
    new.adds_nothing()


def offer_of(registration, new):
    row = new.workspace.records.one("SELECT id FROM operator WHERE name = ?", new.name)
    party = Device(new.workspace.origin).relying_party
    return {
        "id": registration.id,
        "operator": new.name,
        "operator_row": row,
        "relying_party": party,
    }


@pytest.mark.check("passkeys", server="lighttpd")
def test_without_a_terminal_there_is_no_registration(one, new):
    done = subprocess.run(
        one.workspace.command("operator", "passkey", new.name),
        input="y\n",
        capture_output=True,
        text=True,
        timeout=30,
        env=one.workspace.environment,
        **one.workspace.operator,
    )
    assert done.returncode != 0 and "terminal" in done.stderr, done
    new.adds_nothing()


@pytest.mark.check("passkeys", server="lighttpd")
def test_an_address_is_good_once(one, new):
    with Registration(one.workspace, new.name) as registration:
        first, second = Device(one.workspace.origin), Device(one.workspace.origin)
        assert registration.offer(Caller(one), first).status == 204
        assert registration.offer(Caller(one), second).status in (404, 409)
        assert registration.answer() == 0
    assert log_in(Caller(one), first).status == 200
    assert log_in(Caller(one), second).status == 401


@pytest.mark.check("passkeys", server="lighttpd")
def test_passkeys_are_listed_and_removed_and_their_sessions_end(one, new):
    first = register(Caller(one), one.workspace, new.name)
    second = register(Caller(one), one.workspace, new.name, algorithm=RS256)
    browser = new.browser()
    browser.take(log_in(Caller(one), first))
    listed = kept(one.workspace, new.name)
    assert [(row["operator"], row["of_portal"], row["synced"]) for row in listed] == [
        (new.name, True, False)
    ] * 2
    assert "used_at" in listed[0] and "used_at" not in listed[1], listed
    one.workspace.puerto("passkey", "remove", new.name, str(listed[0]["id"]))
    assert browser.reads() == 401 and new.passkeys() == 1
    assert log_in(Caller(one), first).status == 401
    assert log_in(Caller(one), second).status == 200


# --- approvals


@pytest.fixture(scope="module", params=KINDS.values(), ids=KINDS)
def owner(one, request):
    """An owner with a passkey of each kind."""
    operator = Newcomer(one)
    one.workspace.devices[operator.name] = register(
        Caller(one), one.workspace, operator.name, algorithm=request.param
    )
    return operator.browser()


@pytest.mark.check("passkeys", server="lighttpd")
def test_a_passkey_of_each_kind_logs_in(one, owner):
    answer = log_in(Caller(one), owner.device)
    assert answer.status == 200 and value(answer)["operator"] == owner.name, answer


@pytest.mark.check("passkeys", server="lighttpd")
@pytest.mark.parametrize(
    "act, tenant, fields",
    [
        ("rotate", "ready", {"field": "redis"}),
        ("rotate", "ready", {"field": "postgres", "reason": "una razón: otra"}),
        ("upgrade", "ready", {"images": "redis=redis:7.4.5", "plan": PLAN}),
        ("archive", "ready", {"reason": "it leaves", "plan": PLAN, "confirm": "ready"}),
        ("archive", "acme", {"reason": "late", "plan": PLAN, "confirm": "acme"}),
        ("suspend", "ready", {"reason": "late"}),
    ],
    ids=str,
)
def test_an_approved_action_is_queued(one, owner, act, tenant, fields):
    if "plan" in fields:
        image = "image.redis: redis:7.4.5" if act == "upgrade" else ""
        reason = f"reason: {fields['reason']}" if "reason" in fields else ""
        question = "\n".join(line for line in [f"action: {act}", reason, image] if line)
        errands.put(one.workspace, owner.name + act, owner.name, tenant, question, hash=PLAN)
    answer = owner.approve(act, tenant, **fields)
    assert answer.status == 202, answer
    job = value(answer)["job"]
    assert (job["action"], job["tenant"], job["state"]) == (act, tenant, "queued"), job
    assert answer.one("location") == f"{one.hook}/jobs/{job['id']}"
    assert owner.act(f"/jobs/{job['id']}/cancel").status == 200
    # The plan was good once.
    if "plan" in fields:
        assert owner.approve(act, tenant, **fields).status == 409
    write(one.workspace, "DELETE FROM errand WHERE hash = ?", PLAN)


@pytest.mark.check("passkeys", server="lighttpd")
def test_what_an_archive_needs_it_needs_with_an_approval_too(one, owner):
    for fields in [{}, {"plan": "f" * 64, "confirm": "acme"}, {"plan": PLAN}, {"confirm": "acme"}]:
        assert owner.approve("archive", "acme", **fields).status == 409, fields


@pytest.mark.check("passkeys", server="lighttpd")
def test_an_approval_is_good_once_and_for_its_session_alone(one, owner):
    told = value(owner.begin("rotate", "ready", field="redis"))
    signed = owner.device.assertion(approval_challenge(told))
    elsewhere = Browser(one, owner.name)
    assert elsewhere.act(f"/approvals/{told['id']}", signed).status == 404
    answer = owner.act(f"/approvals/{told['id']}", signed)
    assert answer.status == 202, answer
    assert owner.act(f"/jobs/{value(answer)['job']['id']}/cancel").status == 200
    assert owner.act(f"/approvals/{told['id']}", signed).status == 404


@pytest.mark.check("passkeys", server="lighttpd")
@pytest.mark.parametrize("ahead, is_good", [(100, True), (121, False), (1200, False), (-5, False)])
def test_a_signature_is_kept_for_two_minutes_and_no_longer(one, owner, ahead, is_good):
    """Whoever keeps signatures for later has nothing."""
    clock = Clock(one.workspace)
    with clock.running():
        told = value(owner.begin("rotate", "ready", field="redis"))
        signed = owner.device.assertion(approval_challenge(told))
        login = value(owner.json("/session/passkey", {}))
        signed_login = owner.device.assertion(login_challenge(login))
        clock.set(ahead)
        answer = owner.act(f"/approvals/{told['id']}", signed)
        assert answer.status == (202 if is_good else 404), answer
        logged_in = Caller(one).json(f"/session/passkey/{login['id']}", signed_login)
        assert logged_in.status == (200 if is_good else 401), logged_in
        clock.set(0)
        if is_good:
            assert owner.act(f"/jobs/{value(answer)['job']['id']}/cancel").status == 200
        else:
            assert owner.act(f"/approvals/{told['id']}", signed).status == 404


@pytest.mark.check("passkeys", server="lighttpd")
def test_a_broker_that_was_started_again_knows_no_signature_of_before(one, owner):
    told = value(owner.begin("rotate", "ready", field="redis"))
    signed = owner.device.assertion(approval_challenge(told))
    assert one.workspace.broker.stop() == 0
    one.workspace.broker.start()
    assert owner.act(f"/approvals/{told['id']}", signed).status == 404


@pytest.mark.check("passkeys", server="lighttpd")
def test_logins_that_nobody_ends_push_no_approval_out(one, owner):
    told = value(owner.begin("rotate", "ready", field="redis"))
    for answer in [Caller(one).rush("/session/passkey", {}, 20) for _ in range(15)]:
        assert {one.status for one in answer} == {200}, answer
    signed = owner.device.assertion(approval_challenge(told))
    answer = owner.act(f"/approvals/{told['id']}", signed)
    assert answer.status == 202, answer
    assert owner.act(f"/jobs/{value(answer)['job']['id']}/cancel").status == 200


@pytest.mark.check("passkeys", server="lighttpd")
def test_logins_that_are_none_fill_no_history(one):
    """Whoever has no session writes no more lines than with passwords."""
    lines = "SELECT count(*) FROM audit"
    before, stranger = one.workspace.records.one(lines), Device(one.workspace.origin)
    fields = {"X-Forwarded-For": "203.0.113.90"}
    for _ in range(40):
        content = stranger.assertion(bytes(32))
        Caller(one).json(f"/session/passkey/{'0' * 32}", content, list(fields.items()))
    assert one.workspace.records.one(lines) - before <= 20


@pytest.mark.check("passkeys", server="lighttpd")
def test_what_cannot_be_done_is_not_signed(one, owner):
    """The operator is told before the device asks for a finger."""
    answer = owner.approve("rotate", "ready", field="redis")
    assert answer.status == 202, answer
    busy = owner.begin("rotate", "ready", field="postgres")
    assert owner.act(f"/jobs/{value(answer)['job']['id']}/cancel").status == 200
    assert busy.status == 409, busy
    for act, tenant, fields in [
        ("rotate", "ready", {}),
        ("upgrade", "ready", {"images": "redis=redis:7.4.5"}),
        ("archive", "ready", {}),
    ]:
        assert owner.begin(act, tenant, **fields).status in (400, 409), act
    assert owner.begin("reveal", "nobody", field="app", public_key=Eye().public).status == 404


@pytest.mark.check("passkeys", server="lighttpd")
def test_an_owner_without_a_passkey_is_told_the_command(one, new):
    answer = new.browser().begin("rotate", "ready", field="redis")
    problem = value(answer)
    assert answer.status == 409 and problem["type"] == "urn:puerto:no-passkey", answer
    assert f"puerto operator passkey {new.name}" in answer.body.decode(), answer


@pytest.mark.check("passkeys", server="lighttpd")
def test_a_viewers_passkey_logs_in_and_approves_nothing(one):
    viewer = Newcomer(one, "viewer")
    browser = viewer.browser()
    browser.take(log_in(Caller(one), browser.device))
    assert browser.begin("rotate", "ready", field="redis").status == 403


@pytest.mark.check("passkeys", server="lighttpd")
def test_a_portal_that_shows_no_secrets_says_so(one, owner):
    file = one.workspace.folder / "puerto.yaml"
    before = file.read_text()
    # The section of the portal is the last one.
    file.write_text(f"{before}  reveal: off\n")
    try:
        one.workspace.puerto("build")
        assert value(owner.get("/session"))["reveal"] == "off"
        for act in ["reveal", "link"]:
            answer = owner.begin(act, "acme", field="app", public_key=Eye().public)
            assert (answer.status, value(answer)["type"]) == (403, "urn:puerto:reveal-off"), answer
    finally:
        file.write_text(before)
        one.workspace.puerto("build")
    assert value(owner.get("/session"))["reveal"] == "passkey"


@pytest.mark.check("passkeys", server="lighttpd")
def test_a_portal_that_requires_passkeys_does_nothing_without(one, owner):
    file = one.workspace.folder / "puerto.yaml"
    before = file.read_text()
    # The section of the portal is the last one.
    file.write_text(f"{before}  require: passkey\n")
    jobs = one.workspace.records.jobs()
    try:
        one.workspace.puerto("build")
        for action in ["provision", "suspend", "restart", "reconcile"]:
            answer = owner.act(f"/tenants/ready/actions/{action}", {})
            assert answer.status == 403, answer
            assert value(answer)["type"] == "urn:puerto:approval-needed", answer
        assert one.workspace.records.jobs() == jobs
        answer = owner.approve("restart", "ready")
        assert answer.status == 202, answer
        assert owner.act(f"/jobs/{value(answer)['job']['id']}/cancel").status == 200
    finally:
        file.write_text(before)
        one.workspace.puerto("build")


@pytest.mark.check("passkeys", server="lighttpd")
def test_a_count_that_does_not_grow_is_an_alarm(one, owner):
    owner.device.count = 5
    answer = owner.approve("rotate", "ready", field="redis")
    assert answer.status == 202, answer
    assert owner.act(f"/jobs/{value(answer)['job']['id']}/cancel").status == 200
    for count in [5, 4, 0]:
        owner.device.count = count
        answer = owner.approve("rotate", "ready", field="redis")
        assert answer.status == 403, answer
        assert value(answer)["type"] == "urn:puerto:approval-refused", answer
    alarms = "SELECT count(*) FROM audit WHERE action = 'passkey.alarm' AND object = ?"
    assert one.workspace.records.one(alarms, owner.name) == 3
    # The operator is not locked out.
    owner.device.count = 6
    assert log_in(Caller(one), owner.device).status == 200
    owner.device.count = 7


@pytest.mark.check("passkeys", server="lighttpd")
def test_thirty_secrets_an_hour_are_an_operators_limit(one):
    operator, statuses = Newcomer(one).browser(), []
    for _ in range(32):
        answer = operator.approve("reveal", "acme", field="app", public_key=Eye().public)
        statuses.append(answer.status)
        # As if the worker had answered: no more than 20 may wait.
        write(one.workspace, "DELETE FROM errand WHERE state = 'waiting'")
    assert statuses == [202] * 30 + [429] * 2, statuses


@pytest.mark.check("passkeys", server="lighttpd")
def test_the_history_tells_it_all(one):
    assert one.workspace.puerto("audit", "verify")
    said = one.log() + one.workspace.broker.log()
    assert PASSWORD not in said
