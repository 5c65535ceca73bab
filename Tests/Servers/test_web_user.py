"""The whole contract, run as the web server's user, who may read next to nothing."""

import contextlib
import os
import socket
import subprocess

import pytest

import contract
import served
from device import Device, login_challenge
from hook import PAGE, PASSWORD, Browser, Caller, Eye, Link, silence, value
from passkeys import Registration
from processes import Watch
from served import OPERATOR, WEB_USER, Lighttpd, as_user, until
from test_calls import signed

pytestmark = [
    pytest.mark.skipif(not served.IS_ROOT, reason="two users are for root to play"),
    pytest.mark.check("the contract, as the web server's user", server="lighttpd"),
]
SOCKET = "/var/run/docker.sock"
ACME = "/tenants/acme/actions/provision"


class World:
    """The caller and the ids of earlier answers."""

    def __init__(self, server):
        self.server, self.workspace = server, server.workspace
        self.nobody, self.ana = Caller(server), Browser(server)
        self.worker = None

    def work(self):
        """Starts a worker as the operator, without a container engine."""
        if self.worker is None:
            self.worker = self.workspace.start(
                "work", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )

    def stop(self):
        if self.worker:
            self.worker.terminate()
            assert self.worker.wait(30) == 0

    def form(self, path, **content):
        return self.ana.send(path, content)

    def ended(self, ask, seconds=30):
        """Polls for an answer until the worker has given it."""
        self.work()
        answers = []

        def asked():
            answers.append(ask())
            return answers[-1].status != 202 and b'"state":"waiting"' not in answers[-1].body

        until(asked, "the worker answers", seconds)
        return answers[-1]

    def add(self):
        answer = self.ana.act("/tenants", {"slug": "faro", "name": "Faro", "locale": "en"})
        self.job = value(answer)["job"]["id"]
        return answer

    def plan(self):
        self.work()
        answer = self.ana.act(f"{ACME}/plans", {})
        self.errand = value(answer)["id"]
        return answer

    def probe(self):
        self.work()
        answer = self.ana.act("/tenants/acme/probe")
        self.probed = value(answer)["id"]
        return answer

    def show_plan(self):
        answer = self.ended(lambda: self.ana.get(f"/plans/{self.errand}"))
        plan = value(answer)
        assert (
            plan["state"] == "ready" and plan["hash"] or plan["state"] == "failed" and plan["error"]
        ), plan
        return answer

    def reveal(self):
        self.eye = Eye()
        answer = self.ana.approve("reveal", "acme", field="app", public_key=self.eye.public)
        self.errand = value(answer)["id"]
        return answer

    def claim_envelope(self):
        path = f"/envelopes/{self.errand}/claim"
        answer = self.ended(lambda: self.ana.act(path))
        self.secret = self.eye.open(value(answer))
        assert self.ana.act(path).status == 404
        return answer

    def take_revealed(self):
        answer = self.claim_envelope()
        assert self.secret == self.workspace.password()
        return answer

    def begin(self):
        assert self.ana.device
        return self.ana.begin("reveal", "acme", field="app", public_key=Eye().public)

    def challenge(self):
        answer = self.nobody.json("/session/passkey", {})
        self.login = value(answer)
        return answer

    def log_in(self):
        signed = self.ana.device.assertion(login_challenge(self.login))
        return self.nobody.json(f"/session/passkey/{self.login['id']}", signed)

    def log_in_by_code(self):
        code = self.workspace.puerto("operator", "code", "ana").strip()
        return self.nobody.form("/session/code", {"code": code})

    def show_offer(self):
        self.registration = Registration(self.workspace, "eva")
        return self.registration.told(self.nobody)

    def offer(self):
        with self.registration:
            answer = self.registration.offer(self.nobody, Device(self.workspace.origin))
            assert self.registration.answer() == 0
        return answer

    def add_link(self):
        self.eye = Eye()
        answer = self.ana.approve(
            "link", "acme", field="app", public_key=self.eye.public, expires_in=60
        )
        self.errand = value(answer)["id"]
        return answer

    def claim(self):
        assert self.add_link().status == 202
        self.claim_envelope()
        link = Link(self.secret)
        answer = self.nobody.json("/claim", link.question)
        assert link.open(value(answer))["password"] == self.workspace.password()
        return answer

    def revoke(self):
        self.workspace.link()
        receipt = value(self.ana.get("/tenants/acme/links"))["links"][0]["id"]
        return self.ana.act(f"/links/{receipt}/revoke")

    def call(self):
        fields, body = signed(
            self.workspace.puerto("hook-secret", "add", "program", "--action", "build").strip(),
            {"action": "build"},
        )
        return self.nobody.ask("POST", "/calls", fields, body, origin=None)

    def log_out(self):
        browser = Browser(self.server)
        return browser.ask("DELETE", "/session", [("X-CSRF-Token", browser.csrf)])

    def log_out_by_form(self):
        return Browser(self.server).send("/session/end")


# The order matters: the first request is cancelled before there is a worker.
REQUESTS = {
    "health": lambda w: w.nobody.get("/health"),
    "securityContact": lambda w: w.nobody.get("/security.txt"),
    "loginPage": lambda w: w.nobody.get("/login", [PAGE]),
    "login": lambda w: w.nobody.form("/session", {"operator": "ana", "password": PASSWORD}),
    "codeLogin": World.log_in_by_code,
    "session": lambda w: w.ana.get("/session"),
    "passkeyPage": lambda w: w.nobody.get("/passkey", [PAGE]),
    "passkeyOffer": World.show_offer,
    "offerPasskey": World.offer,
    "check": lambda w: w.ana.get("/session/check"),
    "portalFile": lambda w: w.ana.get("/portal/index.html", [PAGE]),
    "asset": lambda w: w.nobody.get(w.workspace.page("assets/*.css")),
    "newTenantPage": lambda w: w.ana.get("/new-client", [PAGE]),
    "addTenant": World.add,
    "editPage": lambda w: w.ana.get("/tenants/faro/edit", [PAGE]),
    "editTenant": lambda w: w.ana.act("/tenants/faro/edit", {"tags": "vip"}),
    "tenants": lambda w: w.ana.get("/tenants?limit=2"),
    "tenant": lambda w: w.ana.get("/tenants/faro"),
    "jobs": lambda w: w.ana.get("/jobs?tenant=faro&state=queued"),
    "job": lambda w: w.ana.get(f"/jobs/{w.job}"),
    "cancel": lambda w: w.ana.act(f"/jobs/{w.job}/cancel"),
    "retry": lambda w: w.form(f"/jobs/{w.job}/retry"),
    "actionPage": lambda w: w.ana.get(ACME, [PAGE]),
    "act": lambda w: w.form(ACME, key="once"),
    "build": lambda w: w.ana.act("/build", None, ("Idempotency-Key", "build")),
    "call": World.call,
    "plan": World.plan,
    "showPlan": World.show_plan,
    "probePage": lambda w: w.ana.get("/tenants/acme/probe", [PAGE]),
    "probe": World.probe,
    "showProbe": lambda w: w.ended(lambda: w.ana.get(f"/probes/{w.probed}")),
    "approval": World.begin,
    "approve": World.reveal,
    "claimEnvelope": World.take_revealed,
    "approvals": lambda w: w.ana.get("/approvals"),
    "passkeyChallenge": World.challenge,
    "passkeyLogin": World.log_in,
    "claim": World.claim,
    "links": lambda w: w.ana.get("/tenants/acme/links"),
    "revokeLink": World.revoke,
    "logout": World.log_out,
    "logoutForm": World.log_out_by_form,
}
OPERATIONS = contract.operations()


@pytest.fixture(scope="module")
def world():
    server = Lighttpd()
    made = World(server)
    yield made
    made.stop()
    server.stop()


def connect():
    with socket.socket(socket.AF_UNIX) as caller:
        caller.connect(SOCKET)


@pytest.fixture
def engine_socket():
    """The engine's, or one that stands in for it; an engine that was stopped may have left its file behind."""
    try:
        connect()
        yield
        return
    except FileNotFoundError:
        pass
    except ConnectionRefusedError:
        os.unlink(SOCKET)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(SOCKET)
        os.chmod(SOCKET, 0o660)
        listener.listen()
        yield
    os.unlink(SOCKET)


@pytest.mark.parametrize(
    "name",
    [
        "keys/master.key",
        "keys/signing.key",
        "keys/history.key",
        "keys/web.key",
        "keys",
        "stacks",
        "puerto.db",
        "puerto.yaml",
        ".puerto",
    ],
)
def test_secrets_of_the_operator_are_not_read(world, name):
    path = world.workspace.folder / name
    assert path.exists()
    assert not as_user(WEB_USER, lambda: os.listdir(path) if path.is_dir() else path.read_bytes())


def test_the_container_engine_is_not_reached(engine_socket):
    connect()
    assert not as_user(WEB_USER, connect)


@pytest.mark.parametrize(
    "name",
    ["public/portal/index.html", "public/x/index.html", "public/new.html", "public/assets/new.js"],
)
def test_pages_are_not_written(world, name):
    assert not as_user(WEB_USER, lambda: (world.workspace.folder / name).open("ab").close())


def test_every_operation_is_called():
    assert set(REQUESTS) == set(OPERATIONS)


def test_each_program_runs_as_its_own_user(world):
    with Watch(world.workspace, 0.002) as watch:
        Browser(world.server)
    assert (watch.hook.users, watch.broker.users) == ({WEB_USER}, {OPERATOR})


@pytest.mark.parametrize("name", REQUESTS)
def test_an_operation_succeeds_as_it_is_described(world, name):
    answer = REQUESTS[name](world)
    assert answer.status in OPERATIONS[name], answer
    if answer.status in (202, 303):
        place = answer.one("location")
        assert place.startswith(world.server.hook + "/") or place == "/portal/index.html", answer


def test_what_was_asked_for_is_done(world):
    world.work()

    def builds():
        return {
            job["state"]
            for job in value(world.ana.get("/jobs"))["jobs"]
            if job["action"] == "build"
        }

    until(lambda: builds() == {"done"}, "all builds are done", 60)
    assert world.workspace.puerto("audit", "verify")


def says_unready(answer):
    """A person gets a page, a program a problem document."""
    if answer.one("content-type") == "application/problem+json":
        return value(answer)["status"] == 503
    return answer.one("content-type").startswith("text/html") and b"<h1>" in answer.body


def unready(world, answer):
    """Whether an answer says that the records cannot be used, and nothing about this machine."""
    shown = [str(world.workspace.folder), "puerto.db", "puerto.sock", "web.key", OPERATOR]
    return (
        answer.status == 503
        and says_unready(answer)
        and answer.one("retry-after")
        and not any(word.encode() in answer.body for word in shown)
    )


def ask_for_everything(world):
    return [
        world.nobody.get("/health"),
        world.ana.get("/session"),
        world.ana.act("/build"),
        world.ana.get("/new-client", [PAGE]),
        world.ana.get("/jobs", [PAGE]),
        world.server.client.get("/portal/index.html", world.ana.usual),
    ]


@contextlib.contextmanager
def kept_from_the_operator(path):
    """Makes a file root's while the broker starts again."""
    old = path.stat()
    os.chown(path, 0, 0)
    path.chmod(0o600)
    try:
        yield
    finally:
        os.chown(path, old.st_uid, old.st_gid)
        path.chmod(old.st_mode & 0o777)


def secrets_of(world):
    key = (world.workspace.folder / "keys/web.key").read_text().split()[-1]
    return [key, PASSWORD, world.ana.cookie.partition("=")[2]]


def test_without_a_broker_the_log_tells_what_to_start(world):
    broker = world.workspace.broker
    assert broker.stop() == 0
    try:
        answers = ask_for_everything(world)
    finally:
        broker.start()
    assert all(unready(world, answer) for answer in answers), answers
    lines = [line for line in world.server.log().splitlines() if "puerto.sock" in line]
    assert lines and set(lines) == {silence(world.workspace)}, lines
    assert not any(secret in world.server.log() for secret in secrets_of(world))
    assert world.nobody.get("/health").status == 200 and world.ana.reads() == 200


def test_records_that_the_broker_cannot_read_are_a_problem_and_a_line_in_its_log(world):
    broker, path = world.workspace.broker, world.workspace.folder / "puerto.db"
    assert broker.stop() == 0
    with kept_from_the_operator(path):
        # It may end, or wait for the file: requests get the same answer.
        waiting = broker.launch()
        until(lambda: f"'{path}'" in broker.log(), "the broker names the file")
        answers = ask_for_everything(world)
        waiting.terminate()
        waiting.wait(20)
    broker.start()
    assert all(unready(world, answer) for answer in answers), answers
    assert not any(secret in broker.log() for secret in secrets_of(world))
    assert world.nobody.get("/health").status == 200


def test_without_its_key_programs_are_not_heard_and_people_are(world):
    """The key opens programs' secrets; no request of a browser needs it."""
    broker, path = world.workspace.broker, world.workspace.folder / "keys/web.key"
    secret = world.workspace.puerto("hook-secret", "add", "later", "--action", "build").strip()
    assert broker.stop() == 0
    with kept_from_the_operator(path):
        broker.start()
        fields, body = signed(secret, {"action": "build"})
        call = world.nobody.ask("POST", "/calls", fields, body, origin=None)
        health = world.nobody.get("/health")
        others = [world.ana.get("/session"), world.ana.act("/build"), world.ana.get("/jobs")]
        assert broker.stop() == 0
    broker.start()
    assert unready(world, call) and unready(world, health), (call, health)
    assert [answer.status for answer in others] == [200, 202, 200], others
    assert f"'{path}'" in broker.log()
    assert not any(word in broker.log() for word in [secret, *secrets_of(world)])
    assert world.nobody.ask("POST", "/calls", fields, body, origin=None).status == 202
