"""Windmill's part at a stand-in engine's containers: the calls that `WindmillSetup` and the probes make.

An instance's state is in the data of its PostgreSQL, beside the rows, so it comes and goes with the volume.
`Tests/WindmillSetupTests/Support/ModelState.swift` is the same model in Swift.
"""

import json
import re
from urllib.parse import unquote, urlsplit

from engine import Unknown

STOCK = ("admin@windmill.dev", "changeme")
PORT = 8000


def fresh():
    """The state of an instance that nobody has set up."""
    return {
        "users": {STOCK[0]: {"password": STOCK[1], "is_super": True}},
        "tokens": {},  # text → {email, label}
        "settings": {},
        "workspaces": {"admins": workspace("Admins", {})},
        "jobs": {},
        "made": 0,
    }


def workspace(name, members):
    return {"name": name, "members": members, "folders": [], "scripts": {}}


def takes_stock_login(data):
    """Whether data of a PostgreSQL open with the password that everybody knows, or will at Windmill's start."""
    if not data:
        return False
    user = data["windmill"]["users"].get(STOCK[0]) if "windmill" in data else None
    return "windmill" not in data or (user is not None and is_password(user, STOCK[1]))


def is_password(user, given):
    """Whether a login's password is this one; a record is PHC's text of argon2id."""
    if "record" not in user:
        return user["password"] == given
    from argon2 import PasswordHasher
    from argon2.exceptions import VerifyMismatchError

    try:
        return PasswordHasher().verify(user["record"], given)
    except VerifyMismatchError:
        return False


def set_record(data, record, email):
    """What `UPDATE password … RETURNING email` does to the table; returns its rows."""
    user = data.get("windmill", fresh())["users"].get(email)
    if user is None:
        return []
    user["record"] = record
    return [[email]]


class Refusal(Exception):
    """A status and the text that comes with it."""

    def __init__(self, status, text):
        super().__init__(text)
        self.status, self.text = status, text


class Windmill:
    """One request to an instance."""

    def __init__(self, state, workers):
        """`workers` are the names of the machines that run its jobs."""
        self.state, self.workers = state, workers

    def answer(self, method, path, headers, body):
        """The status and the text of an answer."""
        try:
            return 200, self.called(method, path, headers, json.loads(body or "{}"))
        except Refusal as refusal:
            return refusal.status, refusal.text

    def called(self, method, path, headers, fields):
        words = [unquote(word) for word in urlsplit(path).path.split("/")[2:]]
        if words == ["auth", "login"]:
            user = self.state["users"].get(fields["email"])
            if user is None or not is_password(user, fields["password"]):
                raise Refusal(400, "Bad request: Invalid login")
            return self.token(fields["email"], "session")
        given = headers.get("authorization", "").removeprefix("Bearer ")
        token = self.state["tokens"].get(given)
        user = token and self.state["users"].get(token["email"])
        if not user:
            raise Refusal(401, "Unauthorized")
        name = words[0]
        if name == "users":
            return self.users(method, words[1:], fields, token["email"], user)
        if not user["is_super"]:
            raise Refusal(403, "Permission denied: not a superadmin")
        if name == "settings" and words[1] == "global":
            return self.setting(method, words[2], fields)
        if name == "workspaces":
            return self.workspaces(words[1:], fields, token["email"])
        if name == "w":
            return self.inside(method, words[1], words[2:], fields)
        raise Unknown(f"Windmill: {method} {path}")

    def token(self, email, label):
        self.state["made"] += 1
        text = f"t{self.state['made']:09}0123456789abcdef"
        self.state["tokens"][text] = {"email": email, "label": label}
        return text

    def users(self, method, words, fields, email, user):
        users, tokens = self.state["users"], self.state["tokens"]
        if words == ["whoami"]:
            return json.dumps({"email": email, "super_admin": user["is_super"]})
        if words == ["setpassword"]:
            users[email] = {"password": fields["password"], "is_super": user["is_super"]}
            return "changed"
        if words[0] == "tokens":
            own = {text: one for text, one in tokens.items() if one["email"] == email}
            if words[1:] == ["create"]:
                return self.token(email, fields["label"])
            if words[1:] == ["list"]:
                rows = [{"token_prefix": text[:10], "label": own[text]["label"]} for text in own]
                return json.dumps(rows)
            if words[1] == "delete":
                for text in [text for text in own if text[:10] == words[2]]:
                    del tokens[text]
                return "deleted"
        if not user["is_super"]:
            raise Refusal(403, "Permission denied: not a superadmin")
        if words[0] == "exists":
            return json.dumps(words[1] in users)
        if words == ["list_as_super_admin"]:
            rows = [
                {"email": one, "super_admin": users[one]["is_super"], "disabled": False}
                for one in sorted(users)
            ]
            return json.dumps(rows)
        if words == ["create"]:
            if fields["email"] in users:
                raise Refusal(400, f"Bad request: {fields['email']} already exists")
            is_super = fields["super_admin"]
            users[fields["email"]] = {"password": fields["password"], "is_super": is_super}
            return "made"
        if words[0] == "set_password_of" and words[1] in users:
            is_super = users[words[1]]["is_super"]
            users[words[1]] = {"password": fields["password"], "is_super": is_super}
            return "changed"
        raise Unknown(f"Windmill: {method} users {words}")

    def setting(self, method, key, fields):
        if method == "POST":
            self.state["settings"][key] = fields["value"]
            return ""
        return json.dumps(self.state["settings"].get(key))

    def workspaces(self, words, fields, email):
        known = self.state["workspaces"]
        if words == ["list_as_superadmin"]:
            rows = [{"id": id, "name": known[id]["name"], "deleted": False} for id in sorted(known)]
            return json.dumps(rows)
        if words == ["create"]:
            if fields["id"] in known:
                raise Refusal(400, f"Bad request: Workspace {fields['id']} already exists")
            known[fields["id"]] = workspace(fields["name"], {email: True})
            return "made"
        raise Unknown(f"Windmill: workspaces {words}")

    def inside(self, method, id, words, fields):
        """A call inside of a workspace."""
        place = self.state["workspaces"].get(id)
        if place is None:
            raise Refusal(401, "Unauthorized")
        if words == ["users", "list"]:
            rows = [
                {"email": one, "username": name(one), "is_admin": is_admin, "disabled": False}
                for one, is_admin in sorted(place["members"].items())
            ]
            return json.dumps(rows)
        if words[:2] == ["users", "update"]:
            email = next(one for one in place["members"] if name(one) == words[2])
            place["members"][email] = fields["is_admin"]
            return "updated"
        if words == ["workspaces", "add_user"]:
            place["members"][fields["email"]] = fields["is_admin"]
            return "added"
        if words[:2] == ["folders", "exists"]:
            return json.dumps(words[2] in place["folders"])
        if words == ["folders", "create"]:
            place["folders"].append(fields["name"])
            return "made"
        if words[0] == "scripts":
            return self.script(words[1:], place["scripts"], fields)
        if words[:3] == ["jobs", "run", "p"]:
            self.state["made"] += 1
            job = f"0192a3b4-0000-7000-8000-{self.state['made']:012}"
            self.state["jobs"][job] = fields["word"]
            return job
        if words[:3] == ["jobs_u", "completed", "get_result_maybe"]:
            if not self.workers:
                return json.dumps({"completed": False, "result": None})
            result = f"{self.state['jobs'][words[3]]} {self.workers[0]}"
            return json.dumps({"completed": True, "success": True, "result": result})
        raise Unknown(f"Windmill: {method} {words} of a workspace")

    def script(self, words, scripts, fields):
        if words == ["create"]:
            scripts[fields["path"]] = {
                "path": fields["path"],
                "hash": "1a2b",
                "language": fields["language"],
                "content": fields["content"],
                "archived": False,
                "lock": "",
            }
            return "1a2b"
        if words[0] == "get":
            path = "/".join(words[2:])
            if path not in scripts:
                raise Refusal(404, f"Not found: {path}")
            return json.dumps(scripts[path])
        if words[0] == "deployment_status":
            return json.dumps({"lock": ""})
        raise Unknown(f"Windmill: scripts {words}")


def name(email):
    return email.partition("@")[0].replace(".", "_")


def read_request(connection):
    """Method, path, headers by their names in lower case, and body; `None` when nothing comes."""
    data = b""
    while b"\r\n\r\n" not in data:
        part = connection.recv(4096)
        if not part:
            return None
        data += part
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    method, path, _ = first.split(" ")
    headers = dict(re.fullmatch(r"([^:]+):\s*(.*)", line).groups() for line in lines)
    headers = {key.lower(): value for key, value in headers.items()}
    if "transfer-encoding" in headers:
        raise Unknown("Windmill: a body in chunks")
    length = int(headers.get("content-length", 0))
    while len(body) < length:
        part = connection.recv(length - len(body))
        if not part:
            return None
        body += part
    return method, path, headers, body.decode()


def send_answer(connection, status, text):
    reason = {200: "OK", 503: "Service Unavailable"}.get(status, "Refused")
    body = text.encode()
    head = f"HTTP/1.1 {status} {reason}\r\ncontent-length: {len(body)}\r\nconnection: close\r\n\r\n"
    connection.sendall(head.encode() + body)
