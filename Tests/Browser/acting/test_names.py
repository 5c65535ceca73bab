"""Cookies know no ports: the portal's session stays with the portal's own host name."""

import datetime
import ipaddress
import json
import shutil
import socket
import ssl
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import browser as chromium
import fleets
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from portal import PASSWORD, Workspace, command, puerto

COOKIE = "__Host-puerto"


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate that nobody has signed, and its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.timezone.utc)
    names = [x509.DNSName(text) for text in ["puerto.localhost", "acme.localhost", "localhost"]]
    names.append(x509.IPAddress(ipaddress.ip_address("127.0.0.1")))
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), False)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "certificate.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return file


def tls(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


class Client:
    """A client's own server: it keeps the cookies it gets, and tries to set some of its own."""

    def __init__(self, port, certificate=None):
        self.got, self.sets = [], []
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_): ...

            def do_GET(self):
                if self.path.startswith("/app"):
                    owner.got.append(self.headers.get("Cookie", ""))
                data = b"<title>app</title><h1>app</h1>"
                self.send_response(200)
                self.send_header("Content-Type", "text/html")
                for cookie in owner.sets:
                    self.send_header("Set-Cookie", cookie)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

        self.running = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self.running.daemon_threads = True
        if certificate:
            self.running.socket = tls(certificate).wrap_socket(
                self.running.socket, server_side=True, do_handshake_on_connect=False
            )
        threading.Thread(target=self.running.serve_forever, daemon=True).start()

    def stop(self):
        self.running.shutdown()
        self.running.server_close()


class Terminator:
    """Ends TLS in front of a port, and passes on what comes, byte for byte."""

    def __init__(self, port, behind, certificate):
        self.behind, self.context = behind, tls(certificate)
        self.listener = socket.create_server(("127.0.0.1", port))
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=[connection], daemon=True).start()

    def serve(self, connection):
        try:
            outside = self.context.wrap_socket(connection, server_side=True)
            inside = socket.create_connection(("127.0.0.1", self.behind))
        except OSError:
            return connection.close()
        threading.Thread(target=self.pump, args=[inside, outside], daemon=True).start()
        self.pump(outside, inside)

    @staticmethod
    def pump(source, target):
        try:
            while data := source.recv(65536):
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def stop(self):
        self.listener.close()


class Broker:
    """Answers `puerto serve --guarded` from the records."""

    def __init__(self, folder):
        self.process = subprocess.Popen(
            [command(), "broker", "--workspace", str(folder)], stdout=subprocess.DEVNULL
        )
        end = time.monotonic() + 20
        while not (folder / "puerto.sock").exists():
            assert self.process.poll() is None and time.monotonic() < end, "no broker listens"
            time.sleep(0.02)

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=20)


class Harbour:
    """A portal with an operator, and a server at the address of its client."""

    def __init__(self, folder, certificate=None):
        scheme = "https" if certificate else "http"
        self.port, self.app = free_port(), free_port()
        self.origin = f"{scheme}://puerto.localhost:{self.port}"
        puerto("init", folder)
        configuration = fleets.CONFIGURATION.replace(
            'url: "http://localhost:{port}"', f'url: "{scheme}://{{slug}}.localhost:{{port}}"'
        ).replace("app: 8000", f"app: {self.app - 1}")
        (folder / "puerto.yaml").write_text(configuration + f"web: {{url: '{self.origin}'}}\n")
        (folder / "fleet.yaml").write_text(fleets.SMALL)
        shutil.rmtree(folder / "content")
        (folder / "content").mkdir()
        for name in ["puerto.db", "puerto.db-wal", "puerto.db-shm"]:
            (folder / name).unlink(missing_ok=True)
        shutil.rmtree(folder / "keys")
        self.workspace = Workspace(folder).build()
        subprocess.run(
            [command(), "operator", "add", "ana", "--role", "owner", "--workspace", str(folder)],
            input=PASSWORD,
            text=True,
            check=True,
            capture_output=True,
        )
        self.client = Client(self.app, certificate)
        self.parts = [self.client, self.workspace]
        if certificate:
            behind = free_port()
            self.parts.append(Broker(folder))
            self.workspace.serve(behind, "--guarded")
            self.parts.append(Terminator(self.port, behind, certificate))
        else:
            self.workspace.serve(self.port)
            assert self.workspace.http == self.origin

    def jobs(self):
        """The jobs that the portal has queued."""
        told = subprocess.run(
            [command(), "job", "list", "--json", "--workspace", str(self.workspace.folder)],
            check=True,
            capture_output=True,
        )
        return json.loads(told.stdout)

    def stop(self):
        for part in self.parts:
            part.stop()


@pytest.fixture(scope="module", params=["http", "https"])
def harbour(request, tmp_path_factory):
    secure = request.param == "https"
    file = request.getfixturevalue("certificate") if secure else None
    made = Harbour(tmp_path_factory.mktemp(request.param) / "workspace", file)
    yield made
    made.stop()


@pytest.fixture
def tourist():
    """A browser of its own, which takes any certificate."""
    running = chromium.start("--ignore-certificate-errors")
    yield running
    running.driver.quit()


def log_in(page, origin):
    def is_there():
        page.open(f"{origin}/hook/login")
        return page.all("#operator")

    page.until(is_there)
    page.one("#operator").send_keys("ana")
    page.one("#password").send_keys(PASSWORD)
    page.one("form.form button").click()
    page.until(lambda: "/login" not in page.url)


def cookies(page):
    return {one["name"]: one for one in page.cdp("Network.getAllCookies")["cookies"]}


def who(page, origin):
    """Who is logged in there, as a page of the portal is told."""
    page.open(f"{origin}/portal/ports.html")
    return page.driver.execute_async_script(
        "const done = arguments[0]; fetch('/hook/session').then(async (answer) =>"
        " done(answer.ok ? (await answer.json()).operator : answer.status))"
    )


def test_a_clients_server_gets_no_cookie_of_the_portal(tourist, harbour):
    log_in(tourist, harbour.origin)
    own = cookies(tourist)[COOKIE]
    assert (own["domain"], own["secure"], own["httpOnly"]) == ("puerto.localhost", True, True), own
    # Its server also tries to put a session of its own in the place of the operator's.
    harbour.client.sets = [
        f"{COOKIE}=evil; Path=/; Secure; Domain=localhost",
        f"{COOKIE}=evil; Path=/; Secure; Domain=puerto.localhost",
        f"{COOKIE}=evil; Path=/; Secure",
        "seen=here; Path=/",
    ]
    address = f"{harbour.origin.split(':')[0]}://acme.localhost:{harbour.app}"
    for _ in range(2):
        tourist.open(f"{harbour.origin}/portal/clients/acme.html")
        link = tourist.one(f"a[href='{address}']")
        # The application's own path, so that a browser's own requests are not counted.
        tourist.run(
            "const [link, address] = arguments; link.href = address;"
            "link.removeAttribute('target'); link.click()",
            link,
            f"{address}/app",
        )
        tourist.until(lambda: tourist.url == f"{address}/app")
    assert len(harbour.client.got) == 2
    assert own["value"] not in "".join(harbour.client.got), harbour.client.got
    # What it sets for its own name comes back to it, and to it alone.
    assert "seen=here" in harbour.client.got[1]
    assert who(tourist, harbour.origin) == "ana"


ASK = """
    const [address, options, done] = [arguments[0], arguments[1], arguments[2]];
    fetch(address, { credentials: "include", ...options }).then(
        async (answer) => done([answer.type, answer.status, await answer.text()]),
        (error) => done([error.name]),
    );
"""


def test_another_port_of_the_portals_name_reads_and_changes_nothing(tourist, harbour):
    """A server there gets the cookie from a browser that is led to it, and no more: its page reads
    no answer of the portal, and the portal takes no change from it."""
    harbour.client.sets = []
    log_in(tourist, harbour.origin)
    cookie = cookies(tourist)[COOKIE]["value"]
    tourist.open(f"{harbour.origin}/portal/ports.html")
    script = "fetch('/hook/session').then(async (answer) => arguments[0](await answer.json()))"
    csrf = tourist.driver.execute_async_script(script)["csrf"]
    elsewhere = f"{harbour.origin.rpartition(':')[0]}:{harbour.app}"
    tourist.open(f"{elsewhere}/app")
    assert f"{COOKIE}={cookie}" in harbour.client.got[-1]

    def ask(path, **options):
        return tourist.driver.execute_async_script(ASK, f"{harbour.origin}{path}", options)

    for path in ["/hook/session", "/portal/ports.html", "/hook/tenants/acme"]:
        # Also where no answer is asked for: the portal's are for pages of its own origin.
        for mode in ["cors", "no-cors"]:
            assert ask(path, mode=mode) == ["TypeError"], (path, mode)
    # As a form sends it, with the session's own token.
    form = {"method": "POST", "mode": "no-cors", "body": f"csrf={csrf}"}
    form["headers"] = {"Content-Type": "application/x-www-form-urlencoded"}
    for path in ["/hook/tenants/acme/actions/restart", "/hook/build", "/hook/session/end"]:
        ask(path, **form)
    assert harbour.jobs() == []
    tourist.run(
        "const frame = document.createElement('iframe'); frame.src = arguments[0];"
        "document.body.append(frame)",
        f"{harbour.origin}/portal/ports.html",
    )
    # The frame's first document is an empty one of this page's own, until the portal's has come.
    tourist.until(
        lambda: tourist.run("return document.querySelector('iframe').contentDocument === null")
    )
    assert who(tourist, harbour.origin) == "ana"


def test_servers_of_one_host_name_get_each_others_cookies(tourist, certificate):
    """The form of addresses that is left behind, whatever a cookie's name begins with."""
    for scheme, name in [("http", "localhost"), ("https", "localhost"), ("http", "127.0.0.1")]:
        file = certificate if scheme == "https" else None
        portal, client = (Client(port := free_port(), file), Client(other := free_port(), file))
        try:
            portal.sets = [f"{COOKIE}=ana; Path=/; HttpOnly; SameSite=Strict; Secure"]
            tourist.open(f"{scheme}://{name}:{port}/app")
            tourist.run("location.href = arguments[0]", f"{scheme}://{name}:{other}/app")
            tourist.until(lambda: client.got)
            assert client.got[0] == f"{COOKIE}=ana", (scheme, name)
        finally:
            portal.stop()
            client.stop()


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_an_old_address_leads_to_the_portals_own_and_keeps_what_it_names(
    tourist, tmp_path_factory, name
):
    made = Harbour(tmp_path_factory.mktemp("old") / "workspace")
    try:
        old = f"http://{name}:{made.port}"
        page = made.workspace.welcome("acme")
        for rest in ["portal/clients/acme.html?q=1#main", f"{page}#top", "hook/login?lang=en"]:
            tourist.open(f"{old}/{rest}")
            assert tourist.url == f"{made.origin}/{rest}"
        # A one-time link that was given out before opens its page with the key.
        link = f"x/#1.{'A' * 22}.{'B' * 43}"
        tourist.cdp("Page.addScriptToEvaluateOnNewDocument", source="window.begun = location.href")
        tourist.open(f"{old}/{link}")
        assert tourist.run("return window.begun") == f"{made.origin}/{link}"
        log_in(tourist, old)
        assert who(tourist, made.origin) == "ana"
        assert {one["domain"] for one in cookies(tourist).values()} == {"puerto.localhost"}
    finally:
        made.stop()


def test_after_the_logout_no_page_comes_back(tourist, harbour):
    if harbour.origin.startswith("http:"):
        pytest.skip("without a guard the portal's pages are for everybody on this machine")
    log_in(tourist, harbour.origin)
    tourist.open(f"{harbour.origin}/portal/clients/acme.html")
    assert "Acme" in tourist.texts("h1")[0]
    tourist.open(f"{harbour.origin}/hook/new-client")
    tourist.one(".account button").click()
    tourist.until(lambda: tourist.all("#password"))
    assert COOKIE not in cookies(tourist)
    tourist.driver.back()
    tourist.driver.back()
    tourist.until(lambda: tourist.all("#password"))
    assert "Acme" not in tourist.one("body").text
