"""Passkeys against the real hook, broker, worker and command line: made, confirmed at a terminal,
used to log in and to approve."""

import json
import os
import pty
import re
import select
import subprocess
import time

import portal
import pytest
from browser import HANGS
from passkeys import approve
from test_live import answered
from test_passkeys import told

CLIENT = "portal/clients/acme.html"


class Terminal:
    """`puerto operator passkey` at a terminal of its own."""

    def __init__(self, workspace, name):
        self.own, theirs = pty.openpty()
        command = [portal.command(), "operator", "passkey", name]
        self.process = subprocess.Popen(
            [*command, "--workspace", str(workspace.folder)],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)
        self.text = ""

    def until(self, pattern):
        """What matches, once the program has written it."""
        end = time.monotonic() + HANGS
        while not (found := re.search(pattern, self.text)):
            left = end - time.monotonic()
            assert left > 0 and select.select([self.own], [], [], left)[0], self.text
            try:
                self.text += os.read(self.own, 4096).decode()
            except OSError as error:
                raise AssertionError(f"no {pattern!r} in {self.text!r}") from error
        return found[0]

    def answer(self, line):
        """Types a line; returns how the program has ended."""
        os.write(self.own, f"{line}\n".encode())
        status = self.process.wait(HANGS)
        os.close(self.own)
        return status

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            self.answer("")


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """A portal with an owner, two credentials and a worker."""
    workspace = portal.acting(tmp_path_factory.mktemp("passkeys") / "workspace")
    place = ["--workspace", str(workspace.folder)]
    for field in ["app", "postgres"]:
        subprocess.run(
            [portal.command(), "credential", "set", "acme", field, *place],
            input=f"secreto de {field}",
            text=True,
            check=True,
            capture_output=True,
        )
    portal.puerto("build", *place)
    worker = subprocess.Popen([portal.command(), "work", *place], stderr=subprocess.DEVNULL)
    yield workspace
    worker.terminate()
    worker.wait(HANGS)
    workspace.stop()


@pytest.fixture
def terminal(real):
    started = Terminal(real, "ana")
    yield started
    started.stop()


def listed(workspace):
    text = portal.puerto("passkey", "list", "ana", "--json", "--workspace", workspace.folder)
    return json.loads(text)


def make_passkey(browser, terminal):
    address = terminal.until(r"http://\S+#1\.[\w-]{22}\.[\w-]{43}")
    browser.open(address.replace("#", "?lang=es#"))
    told(browser, "La llave será de ana")
    browser.press("#register button")
    told(browser, "Vuelve a la terminal y confírmala")
    terminal.until("add it")


def log_in(browser, real):
    browser.open(f"{real.http}/hook/login?next=%2F{CLIENT.replace('/', '%2F')}")
    browser.until(lambda: browser.all(".passkey button"))
    browser.press(".passkey button")


def test_the_login_page_has_the_button_and_a_policy_that_allows_it(browser, acting):
    browser.open(f"{acting.http}/hook/login?lang=en")
    browser.until(lambda: browser.all(".passkey button"))
    assert browser.texts(".passkey button") == ["Log in with a passkey"]
    assert browser.messages() == []


def test_without_a_script_the_login_page_is_its_form(browser, acting):
    browser.script(False)
    browser.open(f"{acting.http}/hook/login?lang=es")
    assert browser.all(".passkey") == []
    browser.one("#operator").send_keys("ana")
    browser.one("#password").send_keys(portal.PASSWORD)
    browser.press("#login button")
    browser.until(lambda: "/portal/" in browser.url)


def test_without_a_script_the_page_of_passkeys_says_so(browser, acting):
    browser.script(False)
    browser.open(f"{acting.http}/hook/passkey?lang=es")
    assert "necesita JavaScript" in browser.texts("main")[0]


@pytest.mark.parametrize("answer", ["n", "", "yes please"])
def test_a_passkey_that_is_not_confirmed_is_none(browser, device, real, terminal, answer):
    before = listed(real)
    make_passkey(browser, terminal)
    assert terminal.answer(answer) == 1
    assert listed(real) == before
    log_in(browser, real)
    browser.until(lambda: browser.texts(".passkey .error") not in ([], [""]))
    assert "/login" in browser.url


def test_a_passkey_logs_in_and_approves(browser, device, real, terminal):
    make_passkey(browser, terminal)
    assert terminal.answer("y") == 0
    assert len(listed(real)) == 1
    log_in(browser, real)
    browser.until(lambda: browser.url == f"{real.http}/{CLIENT}")
    for field in ["app", "postgres"]:
        browser.until(lambda: browser.all(f"[data-reveal={field}] button"))
        browser.press(f"[data-reveal={field}] button")
        approve(browser)
        browser.until(lambda: browser.all("dialog .secret"))
        browser.press("dialog .secrets button")
        assert browser.texts("dialog .secret") == [f"secreto de {field}"]
        browser.press("dialog .buttons button")
    browser.press(".links .make")
    browser.until(lambda: browser.all("dialog select"))
    browser.press("dialog .primary")
    approve(browser)
    browser.until(lambda: browser.all("dialog .secret"))
    assert len(browser.texts("dialog .secret")) == 2
    browser.press("dialog .buttons button")
    history = portal.puerto("audit", "list", "--workspace", real.folder)
    for line in ["link", "reveal"]:
        assert line in history


def test_another_devices_passkey_approves_nothing(browser, device, real, terminal):
    """The operator's passkey is on another device: this one has nothing to sign with."""
    make_passkey(browser, terminal)
    assert terminal.answer("sí") == 0
    log_in(browser, real)
    browser.until(lambda: browser.url == f"{real.http}/{CLIENT}")
    browser.until(lambda: browser.all("[data-reveal=app] button"))
    device.own("clearCredentials")
    # Once its client has a link, the handoff is folded.
    browser.run("document.querySelectorAll('details.fold').forEach((fold) => (fold.open = true))")
    browser.press("[data-reveal=app] button")
    approve(browser)
    answered(browser, "Cancelado: no ha pasado nada")
