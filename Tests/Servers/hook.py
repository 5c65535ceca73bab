"""Callers of the hook: a browser with a session, a link's reader; and a view of the database."""

import contextlib
import hashlib
import json
import os
import re
import sqlite3
import time
import urllib.parse

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

import device
from client import Client
from codes import b64, frame, unb64
from passkeys import register

PASSWORD = "nobody guesses this on a lighthouse"
PAGE = ("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
FORM = ("Content-Type", "application/x-www-form-urlencoded")
JSON = ("Content-Type", "application/json")


def hkdf(secret, info, length=32):
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=None, info=info.encode()).derive(
        secret
    )


def value(answer):
    return json.loads(answer.body)


def silence(workspace):
    """What the hook says in the web server's log where no broker listens."""
    return (
        f"puerto-cgi: error: io: nothing listens at '{workspace.broker.socket}' (start puerto "
        "broker; after an update, run the script of puerto config ownership again)"
    )


class Caller:
    """Sends requests to a server's hook, as a page of its portal does."""

    def __init__(self, server, address="127.0.0.1"):
        self.workspace = server.workspace
        self.client, self.hook = Client(server.client.port, address), server.hook
        self.origin = server.workspace.origin
        self.usual = []

    def ask(self, method, path, fields=(), body=None, origin="", **more):
        """`path` is below the hook; `origin` is the portal's own unless it is another or `None`."""
        fields = [*self.usual, *fields]
        if method in ("POST", "DELETE"):
            fields.append(("Content-Length", str(len(body or b""))))
            if origin is not None:
                fields.append(("Origin", origin or self.origin))
        return self.client.ask(method, self.hook + path, fields, body or b"", **more)

    def get(self, path, fields=(), **more):
        return self.ask("GET", path, fields, **more)

    def json(self, path, content=None, fields=(), **more):
        if content is None:
            return self.ask("POST", path, fields, **more)
        return self.ask("POST", path, [*fields, JSON], json.dumps(content).encode(), **more)

    def rush(self, path, content, count, fields=()):
        """Sends `count` equal requests at once."""
        body = json.dumps(content).encode()
        fields = [
            *self.usual,
            *fields,
            JSON,
            ("Content-Length", len(body)),
            ("Origin", self.origin),
        ]
        return self.client.rush("POST", self.hook + path, fields, body, count)

    def form(self, path, content, fields=(), **more):
        return self.ask(
            "POST", path, [*fields, FORM, PAGE], urllib.parse.urlencode(content).encode(), **more
        )


class Browser(Caller):
    """A logged-in operator."""

    def __init__(self, server, name="ana", password=PASSWORD, address="127.0.0.1"):
        super().__init__(server, address)
        self.name = name
        self.take(self.json("/session", {"operator": name, "password": password}))

    def take(self, answer):
        """Goes on with the session that an answer has begun."""
        assert answer.status == 200, answer
        self.csrf = value(answer)["csrf"]
        self.cookie = answer.one("set-cookie").partition(";")[0]
        self.usual = [("Cookie", self.cookie)]

    def act(self, path, content=None, *fields, **more):
        """Sends JSON with the session's CSRF token."""
        return self.json(path, content, [("X-CSRF-Token", self.csrf), *fields], **more)

    def send(self, path, content=(), **more):
        """Sends a form with the session's CSRF token."""
        return self.form(path, {"csrf": self.csrf, **dict(content)}, **more)

    def reads(self):
        return self.get("/session").status

    @property
    def device(self):
        """The operator's authenticator, which has a passkey from its first use on."""
        devices = self.workspace.devices
        if self.name not in devices:
            devices[self.name] = register(self, self.workspace, self.name)
        return devices[self.name]

    def begin(self, act, tenant, **fields):
        """Asks for the nonce of an approval."""
        return self.act("/approvals", {"act": act, "tenant": tenant, **fields})

    def approve(self, act, tenant, **fields):
        """Asks for an act and approves it, as a page does, which signs what it shows."""
        authenticator = self.device
        answer = self.begin(act, tenant, **fields)
        if answer.status != 201:
            return answer
        told = value(answer)
        assert (told["act"], told["tenant"]) == (act, tenant), told
        assert told["parameters"] == device.lines(act, **fields), told
        assert told["plan"] == fields.get("plan", "") and told["operator"] == self.name, told
        challenge = device.approval_challenge(told, fields.get("public_key", ""))
        return self.act(f"/approvals/{told['id']}", authenticator.assertion(challenge))


class Link:
    """A one-time link as its reader knows it."""

    def __init__(self, address):
        self.mode, self.id, key = re.fullmatch(
            r".*/x/#(1p?)\.([\w-]{22})\.([\w-]{43})\.(?:es|en)(?:-[A-Z]{2})?", address
        ).groups()
        okm = hkdf(unb64(key), "puerto/link/v1", 96)
        self.key, self.token = okm[:32], b64(okm[32:64])

    @property
    def question(self):
        return {"id": self.id, "token": self.token}

    def open(self, claimed):
        nonce, ciphertext = unb64(claimed["nonce"]), unb64(claimed["ciphertext"])
        return json.loads(
            AESGCM(self.key).decrypt(nonce, ciphertext, frame("puerto/link/v1", self.mode, self.id))
        )


class Eye:
    """The key pair of a page: secrets are sealed to it."""

    def __init__(self):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.public = b64(
            self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        )

    def open(self, envelope):
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(
            ec.SECP256R1(), unb64(envelope["key"])
        )
        key = hkdf(self.key.exchange(ec.ECDH(), theirs), "puerto/reveal/v1")
        place = frame("puerto/reveal/v1", envelope["errand"], envelope["tenant"], envelope["field"])
        return (
            AESGCM(key)
            .decrypt(unb64(envelope["nonce"]), unb64(envelope["ciphertext"]), place)
            .decode()
        )


class Colleague(Browser):
    """An owner of its own with a session, which is written without a password's check: a test that
    asks for more than one session may has several."""

    def __init__(self, server, name):
        Caller.__init__(self, server)
        self.name = name
        cookie, now = b64(os.urandom(32)), int(time.time())
        write(
            self.workspace,
            "INSERT INTO operator (name, role, password, added_at, changed_at)"
            " SELECT ?, role, password, ?, ? FROM operator WHERE name = 'ana'",
            *(name, now, now),
        )
        write(
            self.workspace,
            "INSERT INTO session (digest, operator, created_at, seen_at, confirmed_at)"
            " SELECT ?, id, ?, ?, ? FROM operator WHERE name = ?",
            *(hashlib.sha256(cookie.encode()).digest(), now, now, now, name),
        )
        self.cookie = f"__Host-puerto={cookie}"
        self.usual = [("Cookie", self.cookie)]
        self.csrf = value(self.get("/session"))["csrf"]


class Records:
    """Looks into a workspace's database as root, and writes nothing."""

    def __init__(self, workspace):
        self.address = f"{(workspace.folder / 'puerto.db').as_uri()}?mode=ro"

    def all(self, sql, *values):
        connection = sqlite3.connect(self.address, uri=True, timeout=20)
        try:
            return connection.execute(sql, values).fetchall()
        finally:
            connection.close()

    def one(self, sql, *values):
        rows = self.all(sql, *values)
        assert len(rows) == 1 and len(rows[0]) == 1, rows
        return rows[0][0]

    def jobs(self, **columns):
        where = " AND ".join(f"{name} = ?" for name in columns) or "1"
        return [
            row[0]
            for row in self.all(f"SELECT id FROM job WHERE {where} ORDER BY seq", *columns.values())
        ]


def write(workspace, sql, *values):
    """Writes rows as root, which no process of the web tier can."""
    with contextlib.closing(sqlite3.connect(workspace.folder / "puerto.db", timeout=20)) as records:
        with records:
            records.execute(sql, values)
