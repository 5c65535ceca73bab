"""A portal with everything that an attacker could want, and what of it an attack has changed."""

import base64
import hashlib
import hmac
import shutil
import tempfile
import time
import uuid
from pathlib import Path

from hook import PASSWORD, Browser, write
from served import PUERTO, WEB_USER, Lighttpd
from test_calls import signed
from wire import Wire, base64url

COPY = "puerto.db.v1-2026-01-01"
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

    def hold(self):
        """Lets the tests look at the broker in the middle of an attack."""


class Portal:
    """A running portal: operators with their sessions, programs, plans, envelopes and a link."""

    def __init__(self):
        self.server = Lighttpd()
        self.workspace = workspace = self.server.workspace
        self.thief = Thief(workspace)
        workspace.puerto("operator", "add", "otto", "--role", "owner", input=PASSWORD)
        for slug in ["other", "third", "ready"]:
            workspace.puerto("tenant", "add", slug, "--name", slug.title())
        # As if its stack had been started.
        write(workspace, "UPDATE tenant SET status = 'ready' WHERE slug = 'ready'")
        (workspace.folder / "fleet.yaml").write_text("tenants: []\n")
        # As a migration keeps the records that it has changed.
        (workspace.folder / COPY).write_bytes((workspace.folder / "puerto.db").read_bytes())
        workspace.puerto("build")
        workspace.own()
        self.log_in()
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
            ("stale", "ana"),
            ("otto", "otto"),
            ("eva", "eva"),
            ("ended", "ana"),
        ]:
            browser = Browser(self.server, name)
            cookies[called] = browser.cookie.partition("=")[2]
            if called == "ana":
                self.ana = browser
        assert browser.ask("DELETE", "/session", [("X-CSRF-Token", browser.csrf)]).status == 204
        write(
            self.workspace,
            "UPDATE session SET confirmed_at = confirmed_at - 3600 WHERE digest = ?",
            digest(cookies["stale"]),
        )
        self.thief.never += cookies.values()

    def make_errands(self):
        """As the worker would have answered them: plans, one of them used, and envelopes."""
        upgrade = "action: upgrade\nimage.redis: redis:7.4.5"
        for called, operator, tenant, age, question in [
            ("ana", "ana", "acme", 0, "action: archive"),
            ("otto", "otto", "acme", 0, "action: archive"),
            ("other", "ana", "other", 0, "action: archive"),
            ("used", "ana", "third", 0, "action: archive"),
            ("old", "ana", "acme", 1200, "action: archive"),
            ("ready", "ana", "ready", 0, "action: archive"),
            ("upgrade", "otto", "ready", 0, upgrade),
        ]:
            self.errand(called, operator, tenant, "plan", question, age)
        used = self.thief.ask(
            "act",
            self.thief.cookies["ana"],
            action="archive",
            slug="third",
            parameters="",
            plan=HASHES["used"],
            confirm="third",
        )
        self.thief.archived = used.value["job"]["id"]
        gone = self.thief.ask("cancel", self.thief.cookies["ana"], id=self.thief.archived)
        assert gone.value, gone
        for called, operator, session in [
            ("envelope of otto", "otto", "otto"),
            ("envelope elsewhere", "ana", "elsewhere"),
        ]:
            self.errand(called, operator, "acme", "reveal", "app", 0)
            write(
                self.workspace,
                "INSERT INTO errand_session (errand, digest) "
                "SELECT seq, ? FROM errand WHERE id = ?",
                digest(self.thief.cookies[session]),
                self.thief.errands[called],
            )

    def errand(self, called, operator, tenant, kind, question, age):
        self.thief.errands[called] = hashlib.sha256(called.encode()).hexdigest()[:32]
        is_plan = kind == "plan"
        sealed = [None] * 3 if is_plan else [b"\4" * 65, bytes(12), bytes(32)]
        write(
            self.workspace,
            "INSERT INTO errand (id, kind, tenant, operator, asked_at, question, public_key, state,"
            " plan, hash, key, nonce, ciphertext) SELECT ?, ?, tenant.id, operator.id, ?, ?, ?,"
            " 'ready', ?, ?, ?, ?, ? FROM tenant, operator WHERE slug = ? AND operator.name = ?",
            self.thief.errands[called],
            kind,
            int(time.time()) - age,
            question,
            None if is_plan else b"\4" * 65,
            "what would be done" if is_plan else None,
            HASHES[called] if is_plan else None,
            *sealed,
            tenant,
            operator,
        )

    def make_calls(self):
        """Programs with secrets, and a request of one that passed by."""
        everything = ["provision", "suspend", "resume", "restart", "reconcile", "build"]
        for name, options in [
            ("any", [word for action in everything for word in ["--action", action]]),
            ("usual", []),
            ("acme", ["--tenant", "acme"]),
            ("ended", []),
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
