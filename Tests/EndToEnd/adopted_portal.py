"""The portal's routes about a client, and an owner who asks them."""

import http.client
import json

import yaml

from world import ROOT

PASSWORD = "nadie lo adivina en un faro"
# What the portal's forms send with an action.
ASKS = {
    "suspend": {"reason": "x"},
    "archive": {"reason": "x", "confirm": "x"},
    "rotate": {"field": "postgres"},
    "upgrade": {"images": {"redis": "puerto-e2e/redis:7"}},
}
# Every action of the portal.
ACTIONS = [
    "provision",
    "suspend",
    "resume",
    "restart",
    "rotate",
    "upgrade",
    "reconcile",
    "archive",
]


class Session:
    """A logged-in owner, who asks the hook of a portal as its pages do."""

    def __init__(self, port):
        self.port, self.fields = port, {}
        status, said, cookie = self.post("/session", {"operator": "ana", "password": PASSWORD})
        assert status == 200, said
        self.fields = {"Cookie": cookie, "X-CSRF-Token": json.loads(said)["csrf"]}

    def post(self, path, content):
        name = f"puerto.localhost:{self.port}"
        fields = {"Host": name, "Origin": f"http://{name}", "Content-Type": "application/json"}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(
                "POST", f"/hook{path}", json.dumps(content), {**fields, **self.fields}
            )
            answer = connection.getresponse()
            cookie = (answer.headers["Set-Cookie"] or "").partition(";")[0]
            return answer.status, answer.read().decode(), cookie
        finally:
            connection.close()


def action_needs_more(action):
    """Whether the portal asks for a passkey or a plan before it looks at the client."""
    return action in ("archive", "rotate", "upgrade")


def routes():
    """Every path of the hook's description that takes a client and is posted to."""
    paths = yaml.safe_load((ROOT / "Sources/PuertoHook/openapi.yaml").read_text())["paths"]
    found = [path for path, ways in paths.items() if "{slug}" in path and "post" in ways]
    assert len(found) > 3
    return found
