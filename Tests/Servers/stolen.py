"""A portal with everything that an attacker could want, and what of it an attack has changed."""

import base64
import hashlib
import hmac
import os
import shutil
import tempfile
import time
import uuid
from pathlib import Path

import errands
from codes import b64
from device import RS256, Device, approval_challenge, login_challenge
from hook import PASSWORD, Browser, Caller, value, write
from owner import on_wire
from served import PUERTO, WEB_USER, Lighttpd
from test_calls import signed
from wire import Wire, base64url

COPY = "puerto.db.v1-2026-01-01"
ARCHIVE = "action: archive\nreason: late"
# The hash of each plan, by what it is called here.
HASHES = {
    name: letter * 64
    for name, letter in zip(["ana", "otto", "other", "used", "old", "ready", "upgrade"], "abcdef0")
}


class Thief:
    """What a stolen web tier has and knows, and what it wants. It is handed to each attack."""

    puerto = PUERTO

    def __init__(self, workspace):
        self.workspace, self.folder = workspace, workspace.folder
        self.wire = Wire(workspace.folder)
        self.ask = self.wire.ask
        self.cookies, self.secrets, self.errands = {}, {}, {}
        self.plans = HASHES
        # Secrets that are in no answer, argument or log.
        self.never = [PASSWORD]
        self.scratch = Path(tempfile.mkdtemp(prefix="puerto-thief-"))
        shutil.chown(self.scratch, WEB_USER, WEB_USER)

    @property
    def broker(self):
        return self.workspace.broker.process.pid

    def operator(self, session):
        """Whoever sits before a page of a session, with a passkey."""
        return self.operators[session]

    def hold(self):
        """Lets the tests look at the broker in the middle of an attack."""


class Operator:
    """An operator at an honest page: what the page shows is signed, and nothing else.

    The attacks have no other way to the passkey.
    """

    def __init__(self, device):
        self._device = device

    def approval(self, shown, browser_key=b"", **more):
        return self._device.assertion(approval_challenge(shown, b64(browser_key)), **more)

    def registration(self, told, secret):
        return self._device.registration(told, secret)

    def login(self, told, **more):
        """The page of the login, with what it was told."""
        party = self._device.relying_party
        shown = {"id": told["id"], "challenge": b64(bytes(told["challenge"]))}
        challenge = login_challenge({**shown, "relying_party": party})
        return self._device.assertion(challenge, **more)


class Seen:
    """What has passed by: an approval and a login of an owner's, both done."""

    def __init__(self, server, browser):
        told = value(browser.begin("rotate", "ready", field="redis"))
        signed = browser.device.assertion(approval_challenge(told))
        answer = browser.act(f"/approvals/{told['id']}", signed)
        assert answer.status == 202, answer
        assert browser.act(f"/jobs/{value(answer)['job']['id']}/cancel").status == 200
        self.told, self.id, self.assertion = told, told["id"], on_wire(signed)
        begun = value(browser.json("/session/passkey", {}))
        signed = browser.device.assertion(login_challenge(begun))
        assert Caller(server).json(f"/session/passkey/{begun['id']}", signed).status == 200
        self.login_id, self.login = begun["id"], on_wire(signed)


class Portal:
    """A running portal: operators with their sessions, programs, plans, envelopes and a link."""

    def __init__(self):
        self.server = Lighttpd()
        self.workspace = workspace = self.server.workspace
        self.thief = Thief(workspace)
        workspace.puerto("operator", "add", "otto", "--role", "owner", input=PASSWORD)
        for slug in ["other", "third", "ready"]:
            workspace.puerto("tenant", "add", slug, "--name", slug.title())
        workspace.puerto("tenant", "edit", "acme", "--contact-email", "eva@acme.example")
        # As if its stack had been started.
        write(workspace, "UPDATE tenant SET status = 'ready' WHERE slug = 'ready'")
        (workspace.folder / "fleet.yaml").write_text("tenants: []\n")
        # As a migration keeps the records that it has changed.
        (workspace.folder / COPY).write_bytes((workspace.folder / "puerto.db").read_bytes())
        workspace.puerto("build")
        workspace.own()
        self.browsers = {}
        self.log_in()
        self.thief.operators = {
            name: Operator(self.browsers[name].device) for name in ["ana", "otto", "elsewhere"]
        }
        self.thief.seen = Seen(self.server, self.ana)
        origin = self.workspace.origin
        # Authenticators of its own.
        self.thief.own = {
            "own": Operator(Device(origin)),
            "own RSA": Operator(Device(origin, algorithm=RS256)),
        }
        self.make_offer()
        self.make_errands()
        self.make_calls()
        self.thief.link = workspace.link()
        self.thief.never.append(workspace.password())
        self.thief.receipt = workspace.records.one("SELECT id FROM link_receipt")

    def log_in(self):
        cookies = self.thief.cookies
        # One after the other: no more than two passwords are looked at at once.
        for called, name in [
            ("ana", "ana"),
            ("elsewhere", "ana"),
            ("otto", "otto"),
            ("eva", "eva"),
            ("ended", "ana"),
        ]:
            browser = Browser(self.server, name)
            cookies[called] = browser.cookie.partition("=")[2]
            self.browsers[called] = browser
        self.ana = self.browsers["ana"]
        assert browser.ask("DELETE", "/session", [("X-CSRF-Token", browser.csrf)]).status == 204
        self.thief.never += cookies.values()

    def make_errands(self):
        """As the worker would have answered them: plans, one of them used, and envelopes."""
        upgrade = "action: upgrade\nimage.redis: redis:7.4.5"
        for called, operator, tenant, age, question in [
            ("ana", "ana", "acme", 0, ARCHIVE),
            ("otto", "otto", "acme", 0, ARCHIVE),
            ("other", "ana", "other", 0, ARCHIVE),
            ("used", "ana", "third", 0, ARCHIVE),
            ("old", "ana", "acme", 1200, ARCHIVE),
            ("ready", "ana", "ready", 0, ARCHIVE),
            ("upgrade", "otto", "ready", 0, upgrade),
        ]:
            self.thief.errands[called] = errands.put(
                self.workspace, called, operator, tenant, question, age, hash=HASHES[called]
            )
        self.thief.archived = self.cancelled(
            "archive", "third", plan=HASHES["used"], confirm="third", reason="late"
        )
        self.thief.rotated = self.cancelled("rotate", "ready", field="redis")
        for called, operator, session in [
            ("envelope of otto", "otto", "otto"),
            ("envelope elsewhere", "ana", "elsewhere"),
        ]:
            self.thief.errands[called] = errands.put(
                self.workspace, called, operator, "acme", "app"
            )
            write(
                self.workspace,
                "INSERT INTO errand_session (errand, digest) "
                "SELECT seq, ? FROM errand WHERE id = ?",
                digest(self.thief.cookies[session]),
                self.thief.errands[called],
            )

    def cancelled(self, act, tenant, **fields):
        """Approves an action, cancels its job and returns the job's id."""
        answer = self.ana.approve(act, tenant, **fields)
        assert answer.status == 202, answer
        job = value(answer)["job"]["id"]
        assert self.ana.act(f"/jobs/{job}/cancel").status == 200
        return job

    def make_offer(self):
        """An open registration of otto's; the terminal alone has shown its secret."""
        self.thief.offer = b64(os.urandom(16))
        write(
            self.workspace,
            "INSERT INTO passkey_offer (id, operator, secret, relying_party, made_at) "
            "SELECT ?, id, ?, ?, unixepoch() FROM operator WHERE name = 'otto'",
            self.thief.offer,
            os.urandom(32),
            self.ana.device.relying_party,
        )
        # What the page of another registration has sent, which is done.
        told = {"id": b64(os.urandom(16)), "operator": "otto", "operator_row": 1}
        told["relying_party"] = self.ana.device.relying_party
        made = Device(self.workspace.origin).registration(told, os.urandom(32))
        self.thief.passed_offer = made

    def keep_open(self):
        """Keeps the registration open however long the attacks take."""
        write(self.workspace, "UPDATE passkey_offer SET made_at = unixepoch()")

    def cancel_what_was_stolen(self):
        """Ends the jobs of an attack that was not in vain, so that it fails alone."""
        for job in self.workspace.records.jobs(actor="web:ana", state="queued"):
            self.workspace.puerto("job", "cancel", job)

    def make_calls(self):
        """Programs with secrets, and a request of one that passed by."""
        actions = ["provision", "suspend", "resume", "restart", "reconcile"]
        most = [word for action in actions for word in ["--action", action]]
        for name, options in [
            ("any", [*most, "--action", "build"]),
            ("acme", [*most, "--tenant", "acme"]),
            ("ended", ["--action", "build"]),
            ("usual", []),
        ]:
            secret = self.workspace.puerto("hook-secret", "add", name, *options).strip()
            self.thief.secrets[name] = secret
        self.workspace.puerto("hook-secret", "revoke", "ended")
        self.thief.never += self.thief.secrets.values()
        self.thief.passed = self.thief.call = call(self.thief.secrets["any"], {"action": "build"})
        reply = self.thief.ask("call", **self.thief.passed)
        self.thief.job = reply.value["queued"]["_0"]["id"]

    def stop(self):
        self.server.stop()
        shutil.rmtree(self.thief.scratch)


def digest(cookie):
    return hashlib.sha256(cookie.encode()).digest()


def call(secret, content, **more):
    """A program's signed request as the operation `call` has it."""
    fields, body = signed(secret, content, **more)
    fields = {name: str(value) for name, value in fields}
    return {
        "id": fields["webhook-id"],
        "timestamp": fields["webhook-timestamp"],
        "signature": fields["webhook-signature"],
        "body": base64url(body),
    }


def call_of_bytes(secret, body):
    """The same for any bytes, which the library of programs does not sign."""
    name, at = uuid.uuid4().hex, str(int(time.time()))
    key = base64.b64decode(secret.removeprefix("whsec_"))
    mark = hmac.digest(key, f"{name}.{at}.".encode() + body, "sha256")
    signature = "v1," + base64.b64encode(mark).decode()
    return {"id": name, "timestamp": at, "signature": signature, "body": base64url(body)}
