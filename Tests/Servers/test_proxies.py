"""A proxy in front of a server that `puerto config --proxy` has configured: callers keep their own
addresses, and nobody chooses one."""

import uuid

import pytest

from client import Client
from hook import PASSWORD, Browser, Caller
from served import Apache, Lighttpd, Nginx, Workspace, free_port

pytestmark = pytest.mark.check("behind a proxy")
RIGHT = {"operator": "ana", "password": PASSWORD}
NGINX = """
worker_processes 1;
pid "{state}/front.pid";
error_log stderr;
events {{}}
http {{
    access_log off;
    client_body_temp_path "{state}/front-body";
    proxy_temp_path "{state}/front-proxy";
    fastcgi_temp_path "{state}/front-fastcgi";
    scgi_temp_path "{state}/front-scgi";
    uwsgi_temp_path "{state}/front-uwsgi";
    server {{
        listen 127.0.0.1:{front};
        location / {{
            proxy_pass http://127.0.0.1:{back};
            proxy_set_header Host $http_host;
            # What the caller has sent comes before the caller's own address.
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        }}
    }}
}}
"""
CADDY = """
{{
    admin off
    auto_https off
    storage file_system "{state}"
}}
http://:{front} {{
    bind 127.0.0.1
    reverse_proxy 127.0.0.1:{back}
}}
"""


class Behind:
    """A server that listens on a port of its own; the portal's port is the proxy's."""

    def start(self):
        self.front, self.workspace.port = self.workspace.port, free_port()
        super().start()
        text = self.text.format(
            state=self.workspace.state, front=self.front, back=self.workspace.port
        )
        path = self.workspace.top / "front"
        path.write_text(text)
        self.proxy(path)

    def file(self, kind):
        path = self.workspace.top / kind
        path.write_text(self.workspace.config(kind, "--proxy", "127.0.0.1"))
        return path


class BehindNginx(Behind):
    text = NGINX

    def proxy(self, path):
        self.run("nginx", "-g", "daemon off;", "-c", path)


class BehindCaddy(Behind):
    text = CADDY

    def proxy(self, path):
        home = {"HOME": str(self.workspace.state)}
        self.run("caddy", "run", "--adapter", "caddyfile", "--config", path, **home)


PAIRS = [
    type(server.__name__, (front, server), {})
    for front, server in [
        (BehindNginx, Lighttpd),
        (BehindCaddy, Nginx),
        (BehindNginx, Apache),
    ]
]


@pytest.fixture(
    scope="module",
    params=PAIRS,
    ids=lambda pair: "-".join(kind.__name__.lower() for kind in pair.__bases__),
)
def server(request):
    running = request.param(Workspace(proxies=""))
    yield running
    running.stop()


def forged(*addresses):
    return [("X-Forwarded-For", address) for address in addresses]


def guess(caller, fields=()):
    wrong = {"operator": f"otto-{uuid.uuid4().hex[:6]}", "password": uuid.uuid4().hex}
    return caller.json("/session", wrong, fields).status


def test_wrong_logins_of_two_callers_are_counted_apart_whatever_they_say(server):
    one, other = Caller(server, "127.0.6.1"), Caller(server, "127.0.6.2")
    # The one says to be somebody else each time, among them the other and the proxy.
    names = ["127.0.6.2", "127.0.0.1", *(f"192.0.2.{number}" for number in range(8))]
    assert [guess(one, forged(name)) for name in names] == [401] * 10
    assert [guess(one, forged("198.51.100.7")), guess(one)] == [429, 429]
    # The other is not the one, and may log in.
    assert guess(other) == 401
    assert other.json("/session", RIGHT).status == 200
    # Nor does the one get in by saying to be the other.
    assert one.json("/session", RIGHT, forged("127.0.6.2")).status == 429
    lines = server.workspace.records.all(
        "SELECT outcome, detail FROM audit WHERE action = 'session.login'"
    )
    refused = "".join(detail for outcome, detail in lines if outcome == "refused")
    assert "from: 127.0.6.1" in refused and "192.0.2." not in refused, lines
    assert any(outcome == "done" and "from: 127.0.6.2" in detail for outcome, detail in lines), (
        lines
    )


def test_who_passes_the_proxy_by_chooses_no_address(server):
    """The server believes the proxy's address only."""
    past = Caller(server, "127.0.6.3")
    past.client = Client(server.workspace.port, "127.0.6.3")
    assert [guess(past, forged(f"192.0.2.{number}")) for number in range(10)] == [401] * 10
    assert guess(past, forged("203.0.113.9")) == 429
    assert Caller(server, "127.0.6.4").json("/session", RIGHT).status == 200


def test_the_portal_is_whole_behind_the_proxy(server):
    browser = Browser(server, address="127.0.6.5")
    page = server.client.get("/portal/index.html", browser.usual)
    assert page.status == 200 and b"</html>" in page.body and browser.reads() == 200
