"""A stub of the hook that follows the contract. It serves `public/`, and a test sets its answers."""

import hashlib
import json
import re
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from urllib.parse import parse_qs, urlsplit

import sealing
import stub_pages
from stub_approvals import ASSERTION, PLAN, SECRETS, Approvals, plan_hash
from stub_problem import Problem, moment

# The fields that a body may have (`additionalProperties: false` in the contract).
BODIES = {
    "/session/code": {"code", "next"},
    "/session/passkey": set(),
    "/approvals": {"act", "tenant", "field", "public_key", "passphrase", "expires_in", "views"}
    | {"reason", "images", "plan", "confirm"},
    "/build": set(),
    "/claim": {"id", "token"},
    "plans": {"reason", "field", "images"},
    "claim": set(),
    "revoke": set(),
    "cancel": set(),
    "retry": set(),
    "action": {"reason", "field", "images", "plan", "confirm"},
    "passkey": ASSERTION,
    "approvals": ASSERTION,
    "offers": {"client_data", "attestation", "code"},
}
# What only a passkey approves.
APPROVED = ("archive", "upgrade", "rotate", "scripts")
STEPS = ["preflight", "files", "data", "application", "health", "record", "pages"]


class Hook(Approvals):
    """The state that a test sets and inspects; one for each test."""

    def __init__(self, public, port=0):
        super().__init__()
        self.public = public
        self.operator, self.name = "ana", "puerto.localhost"
        self.origin = f"http://{self.name}:{port}"
        self.role = "owner"
        self.is_down = False
        self.wants_approval = self.is_enough = False
        self.busy = None
        # Another action whose plan's hash goes with the text that is shown.
        self.other_plan = None
        self.running = None
        self.stall = False
        self.worker = {"state": "running", "seen_at": moment(time.time())}
        self.jobs, self.errands, self.links, self.claims = {}, {}, [], {}
        self.values = {"app": "dos  espacios ñ\u202e</b>", "postgres": "pmaz-av8a-5r52"}
        self.handed = "https://portal.example/x/#1p.A.B\nuno dos tres"
        self.page_handed = "https://portal.example/welcome/abc.html\ncuatro cinco seis"
        self.asked, self.wrong, self.page = [], [], None
        self.claim_answer = None
        self.lock = threading.RLock()

    @property
    def works(self):
        return self.worker["state"] == "running"

    # Jobs: each request for a job moves it one step further.

    def add_job(self, action, tenant="acme", ends="done"):
        number = secrets.token_hex(8)
        self.jobs[number] = {
            "action": action,
            "tenant": tenant,
            "at": 0,
            "ends": ends,
            "created": moment(time.time()),
        }
        return number

    def job(self, number):
        job = self.jobs[number]
        over = job["at"] > len(STEPS)
        state = job["ends"] if over else "running" if job["at"] else "queued"
        shown = {
            "id": number,
            "action": job["action"],
            "state": state,
            "actor": "web:ana",
            "created_at": job["created"],
            "attempt": 1,
            "attempts": 3,
        }
        if job["tenant"]:
            shown["tenant"] = job["tenant"]
        if over and job["ends"] == "failed":
            shown["error"] = "port 8001 still answers"
        return shown

    def detail(self, number, after):
        job = self.jobs[number]
        if not self.stall and self.works:
            job["at"] += 1
        steps = []
        for index, name in enumerate(STEPS):
            state = (
                "done"
                if index < job["at"] - 1
                else "running"
                if index == job["at"] - 1
                else "waiting"
            )
            steps.append({"name": name, "state": state})
        events = [
            {"number": n + 1, "at": job["created"], "step": STEPS[n], "text": f"line {n + 1} <b>"}
            for n in range(min(job["at"], len(STEPS)))
        ]
        if job["at"] > len(STEPS):
            self.running = None
            self.rebuild()
        return {
            "job": self.job(number),
            **({"worker": self.worker} if job["at"] == 0 else {}),
            "steps": steps,
            "events": [e for e in events if e["number"] > after],
        }

    def rebuild(self):
        """Changes the page, as the build that follows a job does."""
        if self.page and self.page.exists():
            self.page.write_text(self.page.read_text() + "<!-- built anew -->\n")
            self.page = None

    def sealed(self, errand):
        asked = self.errands[errand]
        if asked["polls"] < 1:
            asked["polls"] += 1
            return None
        given = {"link": self.handed, "page": self.page_handed}
        text = given.get(asked["kind"]) or self.values[asked["field"]]
        place = asked["field"] if asked["kind"] == "reveal" else asked["kind"]
        return sealing.envelope(text, asked["public_key"], errand, asked["tenant"], place)

    # Routes

    def answer(self, method, path, query, body):
        parts = path.strip("/").split("/")
        if path == "/claim":
            return self.claim(body)
        if parts[:2] == ["session", "passkey"]:
            return self.passkey_login(parts, body)
        if parts[:2] == ["passkeys", "offers"]:
            return self.offer(method, parts[2], body)
        if self.role is None:
            raise Problem(401, "login", "log in first")
        if path == "/session" and method == "GET":
            return 200, self.session()
        if path == "/session" and method == "DELETE":
            self.role = None
            return 204, None
        if parts[0] == "approvals" and method == "GET":
            return self.approvals(method, parts, body)
        if parts[0] == "jobs" and len(parts) == 2:
            return 200, self.detail(parts[1], int(query.get("after", ["0"])[0]))
        if parts[0] == "tenants" and len(parts) == 2:
            tenant = {
                "slug": parts[1],
                "name": "Acme",
                "kind": "client",
                "status": "ready",
                "host": "local",
                "slot": 1,
                "url": "http://localhost:8001",
                "observed": False,
                "ports": {"app": 8001, "postgres": 5433, "redis": 6380},
                "locale": "es",
                "actions": [],
            }
            return 200, tenant | ({"job": self.job(self.running)} if self.running else {})
        if parts[0] == "tenants" and parts[2:] == ["links"] and method == "GET":
            return 200, {"links": self.links}
        if parts[0] == "plans":
            errand = self.errands[parts[1]]
            errand["polls"] += 1
            plan = {
                "id": parts[1],
                "tenant": errand["tenant"],
                "action": errand["action"],
                "state": "waiting",
            }
            return 200, plan | (
                {
                    "state": "ready",
                    "text": PLAN,
                    "hash": plan_hash(self.other_plan or errand["action"], errand["tenant"]),
                }
                if errand["polls"] > 1 and self.works
                else {}
            )
        if self.role == "viewer":
            raise Problem(403, "viewer", "a viewer asks for nothing")
        if parts[0] == "approvals":
            return self.approvals(method, parts, body)
        return self.change(parts, body)

    def change(self, parts, body):
        if parts == ["build"]:
            return self.accept("build", None)
        if parts[0] == "links":
            link = next(link for link in self.links if link["id"] == parts[1])
            link["state"] = "revoked"
            link.update(revoked_at=moment(time.time()), revoked_by="web:ana")
            return 200, link
        if parts[0] == "envelopes":
            envelope = self.sealed(parts[1])
            waiting = {"id": parts[1], "kind": "reveal", "state": "waiting"}
            return (200, envelope) if envelope else (202, waiting)
        if parts[0] == "jobs":
            self.jobs[parts[1]].update(at=99, ends="cancelled")
            self.stall = False
            return 200, self.job(parts[1])
        if parts[-1] == "plans":
            self.check_images(parts[3], body)
            return self.errand("plan", parts[1], {**body, "action": parts[3]})
        if parts[3] in APPROVED or self.require == "passkey" or self.wants_approval:
            raise Problem(403, "approval-needed", "Forbidden", detail="this takes a passkey")
        if self.is_enough:
            raise Problem(429, "blank", "Too Many Requests", detail="the limit of each operator")
        self.check_action(parts[3], body)
        return self.accept(parts[3], parts[1])

    def check_images(self, action, body):
        if action == "upgrade" and not body.get("images"):
            raise Problem(
                409,
                "blank",
                "Conflict",
                detail="upgrade needs 'images'",
                hint="as redis=redis:7.4.5",
            )
        if body.get("images") == "redis":
            detail = ("'redis' no dice de qué servicio es", "'redis' names no service")
            raise Problem(
                400, "blank", "Bad Request", detail=detail, hint=("redis=IMAGEN", "redis=IMAGE")
            )

    def check_action(self, action, body):
        """The refusals of an action that is asked for, with a passkey or without."""
        self.check_images(action, body)
        if self.busy:
            raise Problem(409, "busy", "another job holds 'acme'", job=self.busy)
        if action in ("archive", "upgrade") and body.get("plan") != plan_hash(action):
            raise Problem(409, "plan", "that is not the plan you were shown")
        if action == "archive" and body.get("confirm") != body.get("tenant", "acme"):
            raise Problem(409, "confirm", "type the client's slug")

    def carry_out(self, act, tenant, body):
        """Does what was approved."""
        if act == "link":
            now = time.time()
            self.links.insert(
                0,
                {
                    "id": secrets.token_hex(16),
                    "field": body["field"],
                    "state": "open",
                    "passphrase": body["passphrase"],
                    "created_at": moment(now),
                    "created_by": "web:ana",
                    "expires_at": moment(now + body["expires_in"]),
                    "views_left": body["views"],
                },
            )
        if act in SECRETS:
            return self.errand(act, tenant, body)
        return self.accept(act, tenant)

    def accept(self, action, tenant):
        number = self.add_job(action, tenant)
        self.running = number
        return 202, {"job": self.job(number), "worker": self.worker}

    def errand(self, kind, tenant, body):
        number = secrets.token_hex(16)
        self.errands[number] = {**body, "kind": kind, "tenant": tenant, "polls": 0}
        return 202, {"id": number, "kind": kind, "state": "waiting", "worker": self.worker}

    def claim(self, body):
        if self.claim_answer:
            raise Problem(self.claim_answer, "claim", "not now")
        link = self.claims.get(body["id"])
        if not link or link["token"] != body["token"]:
            raise Problem(404, "not-found", "there is no such link")
        del self.claims[body["id"]]
        return 200, {"nonce": link["nonce"], "ciphertext": link["ciphertext"]}

    def session(self):
        now = time.time()
        return {
            "operator": self.operator,
            "role": self.role,
            "csrf": "csrf-token",
            "expires_at": moment(now + 1800),
            "passkeys": len(self.credentials),
            "reveal": self.reveal,
            "require": self.require,
        }

    def known(self, path):
        """The fields that the body of a request to this path may have."""
        if path in BODIES:
            return BODIES[path]
        parts = path.split("/")
        if "actions" in parts:
            return BODIES["plans" if parts[-1] == "plans" else "action"]
        return BODIES.get(parts[-1], BODIES.get(parts[-2], set()))

    def check(self, method, path, headers, body):
        """Checks a changing request against the contract."""
        known = self.known(path)
        wrong = set(body) - known
        if wrong:
            self.wrong.append(f"{path} has {sorted(wrong)}")
        if headers.get("Sec-Fetch-Site") != "same-origin":
            self.wrong.append(f"{path} from {headers.get('Sec-Fetch-Site')}")
        is_open = path == "/claim" or path.startswith(
            ("/session/passkey", "/session/code", "/passkeys/")
        )
        if not is_open and headers.get("X-CSRF-Token") != "csrf-token" and self.role:
            self.wrong.append(f"{path} without the token")
        if path == "/claim" and headers.get("Cookie"):
            self.wrong.append("a claim with a cookie")
        wants_key = path == "/build" or re.fullmatch(r"/tenants/[^/]+/actions/[^/]+", path)
        if wants_key and not re.fullmatch(
            r"[A-Za-z0-9_-]{1,128}", headers.get("Idempotency-Key", "")
        ):
            self.wrong.append(f"{path} without a key")


class Server:
    """One server for all tests of a workspace; `hook` belongs to the current test."""

    def __init__(self, public):
        self.public = public
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_): ...

            def do_GET(self):
                self.handle_one(server)

            do_HEAD = do_POST = do_DELETE = do_GET

            def handle_one(self, server):
                url = urlsplit(self.path)
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                if url.path.startswith("/hook/"):
                    return self.to_hook(server.hook, url, body)
                path = server.public / url.path.strip("/")
                path = path / "index.html" if path.is_dir() else path
                if not path.is_file():
                    return self.send(404, b"nothing", "text/plain")
                data = path.read_bytes()
                tag = f'"{hashlib.sha256(data).hexdigest()[:16]}"'
                self.send(
                    200,
                    data,
                    f"{guess_type(path.name)[0]}; charset=utf-8",
                    {"ETag": tag, "Cache-Control": "no-cache"},
                )

            def to_hook(self, hook, url, body):
                path = url.path.removeprefix("/hook")
                with hook.lock:
                    hook.asked.append(
                        (self.command, path, json.loads(body) if body else None, dict(self.headers))
                    )
                    if hook.is_down:
                        return self.send(502, b"<h1>Bad Gateway</h1>", "text/html")
                    if self.command == "GET" and path in ("/login", "/passkey"):
                        return self.to_page(hook, path, parse_qs(url.query))
                    if path == "/new-client" or (self.command == "GET" and "/actions/" in path):
                        return self.send(
                            200, f"<title>hook</title><h1>{path}</h1>".encode(), "text/html"
                        )
                    more = {}
                    try:
                        given = json.loads(body) if body else {}
                        if self.command == "POST":
                            hook.check(self.command, path, self.headers, given)
                        status, answer = hook.answer(self.command, path, parse_qs(url.query), given)
                        kind = "application/json"
                    except Problem as problem:
                        answer, more = problem.words(self.headers.get("Accept-Language"))
                        status, kind = problem.status, "application/problem+json"
                self.send(
                    status, b"" if answer is None else json.dumps(answer).encode(), kind, more
                )

            def to_page(self, hook, path, query):
                kind = {"/login": "login", "/passkey": "register"}[path]
                lang = query.get("lang", [""])[0]
                place = query.get("next", [""])[0]
                data, headers = stub_pages.page(server.public, kind, lang, place)
                self.send(200, data, "text/html; charset=utf-8", headers)

            def send(self, status, data, kind, more={}):
                self.send_response(status)
                for name, value in {
                    "Content-Type": kind,
                    "Cache-Control": "no-store",
                    **more,
                }.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(data)

        self.running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.running.daemon_threads = True
        threading.Thread(target=self.running.serve_forever, daemon=True).start()
        self.port = self.running.server_port
        self.hook = Hook(public, self.port)

    def url(self, path, host="puerto.localhost"):
        return f"http://{host}:{self.port}/{path}"

    def stop(self):
        self.running.shutdown()
        self.running.server_close()
