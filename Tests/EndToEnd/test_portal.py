"""The whole round in a browser, without a shell: a real web server, the real hook, a worker and Docker."""

import os
import pwd
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from selenium.common.exceptions import TimeoutException
from selenium.webdriver.support.ui import Select

from world import HUNG, ROOT, answers, command, until

sys.path += [str(ROOT / "Tests/Browser/support"), str(ROOT / "Tests/Browser/looks")]
sys.path.append(str(ROOT / "Tests/Support"))
import browser as chromium  # noqa: E402
from passkeys import Device, approve  # noqa: E402
from terminal import Terminal  # noqa: E402
from test_accessibility import violations  # noqa: E402

PASSWORD = "nadie lo adivina en un faro"
SHOTS = ROOT / "Tests/EndToEnd/shots"


def cgi():
    path = Path(os.environ.get("PUERTO_CGI", ".build/release/puerto-cgi"))
    return str(path if path.is_absolute() else ROOT / path)


class Portal:
    """A workspace that is served by lighttpd as `puerto config` says, with a worker beside it."""

    def __init__(self, world, folder):
        self.world = world
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.origin = f"http://puerto.localhost:{self.port}"
        with (world.folder / "puerto.yaml").open("a") as file:
            file.write(f"\nweb:\n  url: {self.origin}\n")
        world.puerto("operator", "add", "ana", "--role", "owner", input=PASSWORD)
        world.puerto("operator", "add", "eva", input=PASSWORD)
        world.puerto("build")
        # The server has a user of its own, who sees what that one may see.
        for place in [folder, world.folder]:
            for part in [place, *place.parents]:
                if str(part).startswith("/tmp/"):
                    part.chmod(part.stat().st_mode | 0o055)
        program = folder / "puerto-cgi"
        shutil.copy(cgi(), program)
        options = [
            "--cgi",
            str(program),
            "--listen",
            f"127.0.0.1:{self.port}",
            "--state",
            str(folder / "state"),
            "--user",
            "www-data",
            "--operator",
            pwd.getpwuid(os.geteuid()).pw_name,
        ]
        subprocess.run(["/bin/sh", "-c", world.puerto("config", "ownership", *options)], check=True)
        file = folder / "lighttpd.conf"
        file.write_text(world.puerto("config", "lighttpd", *options))
        self.processes = [
            subprocess.Popen(
                [shutil.which("lighttpd") or "/usr/sbin/lighttpd", "-D", "-f", str(file)]
            ),
            world.start("broker", "--user", "www-data"),
            world.start("work"),
        ]
        until((world.folder / "puerto.sock").exists, "the broker listens")
        until(lambda: answers(self.port), "lighttpd answers")

    def close(self):
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait(60)


@pytest.fixture(scope="module")
def portal(worlds, tmp_path_factory):
    made = Portal(worlds(name="portal"), tmp_path_factory.mktemp("portal"))
    yield made
    made.close()


@pytest.fixture
def browsers():
    made = []

    def start():
        made.append(chromium.start(**{"intl.accept_languages": "es"}))
        return made[-1]

    yield start
    for one in made:
        one.driver.quit()


def shot(page, name):
    SHOTS.mkdir(exist_ok=True)
    page.driver.save_screenshot(str(SHOTS / f"{name}.png"))


def path(page):
    return urlsplit(page.driver.current_url).path


def log_in(page, portal, name="ana"):
    # Without a script a page that says "try again" stays as it is: a person reloads it.
    page.until(lambda: page.all("#operator") or page.driver.refresh(), HUNG)
    page.one("#operator").send_keys(name)
    page.one("#password").send_keys(PASSWORD)
    page.one("button[type=submit]").click()
    # The login's own address names where to go on.
    page.until(lambda: path(page).startswith("/portal/"))


def give_passkey(page, portal, name="ana"):
    """Makes a passkey in an authenticator of the browser's, and adds it at a terminal."""
    Device(page)
    command = portal.world.arguments("operator", "passkey", name)
    with Terminal(command, env={**os.environ, **portal.world.environment}) as terminal:
        page.open(terminal.until(r"http://\S+/passkey#1\.[\w-]{22}\.[\w-]{43}")[0])
        page.until(lambda: page.all("#register button"))
        page.one("#register button").click()
        terminal.until(r"(add it\? y|¿añadirla\? s)/N ")
        terminal.type("y\n")
        assert terminal.end() == 0, terminal.shown


def said(page, selector="body"):
    return " ".join(page.texts(selector))


def wait_for(page, text, seconds=20):
    try:
        page.until(lambda: text in said(page), seconds)
    except TimeoutException:
        raise AssertionError(
            f"no '{text}' on {page.driver.current_url}: {said(page)[:500]}"
        ) from None


def act(page, action):
    """An action's link, unfolded first where it is folded, and the dialog's answer."""
    selector = f".actions a[data-action={action}]"
    page.until(lambda: page.all(selector))
    if page.run(
        "return Boolean(document.querySelector(arguments[0]).closest('details'))", selector
    ):
        page.run("document.querySelector('.more').open = true")
    page.one(selector).click()
    page.until(lambda: page.all("dialog[open] .primary, dialog[open] .danger"))


def test_the_whole_round_without_a_shell(portal, browsers):
    page, world, slug = browsers(), portal.world, portal.world.slug("faro-norte")
    # Nobody sees the portal before they have logged in; then they are where they wanted to go.
    page.open(f"{portal.origin}/portal/ports.html")
    assert "/hook/login" in page.driver.current_url
    page.one("#operator").send_keys("ana")
    page.one("#password").send_keys("otra cosa, bastante larga")
    page.one("button[type=submit]").click()
    wait_for(page, "no son correctos")
    shot(page, "login")
    page.open(f"{portal.origin}/portal/ports.html")
    log_in(page, portal)
    assert path(page) == "/portal/ports.html"

    # The passkey that approves what matters.
    give_passkey(page, portal)

    # A new client, from a form to a system that answers.
    page.open(f"{portal.origin}/portal/index.html")
    page.until(lambda: page.all("a[href^='/hook/new-client?lang=es']"))
    page.one("a[href^='/hook/new-client?lang=es']").click()
    page.one("#name").send_keys("Faro Norte")
    page.one("#slug").send_keys(slug)
    Select(page.one("#plan")).select_by_index(1)
    page.one("#contact_email").send_keys("eva@faro.example")
    shot(page, "new-client")
    page.one("main button[type=submit]").click()
    page.until(lambda: "/hook/jobs/" in page.driver.current_url)
    page.until(lambda: page.all(".steps li"), 30)
    shot(page, "provisioning")
    page.until(lambda: page.all("h1 .st.done"), 120)
    shot(page, "provisioned")
    assert world.status(slug) == "ready" and answers(world.port(slug, "app"))
    page.one(f"a[href='/portal/clients/{slug}.html']").click()
    wait_for(page, "listo")
    shot(page, "client")

    # The hand-over: one link, opened once, in another browser.
    page.until(lambda: page.all(".links .make"))
    page.one(".links .make").click()
    page.until(lambda: page.all("dialog[open] .primary"))
    page.one("dialog[open] .primary").click()
    approve(page)
    page.until(lambda: page.all("dialog[open] .secrets"), 30)
    shot(page, "link")
    mail, message = page.texts("dialog[open] .secret")
    link = next(line for line in mail.splitlines() if line.startswith("http"))
    phrase = message.split("\n\n")[1]
    assert link.startswith(f"{portal.origin}/x/#1p.") and phrase not in mail
    page.one("dialog[open] .buttons button").click()
    reader = browsers()
    reader.open(link)
    reader.until(lambda: reader.all("form button"))
    assert "#" not in reader.driver.current_url
    reader.one("form input").send_keys(phrase)
    reader.one("form button").click()
    reader.until(
        lambda: reader.run("return document.querySelector('.sealed').dataset.state") == "open", 30
    )
    reader.one("[data-row=password] [data-show]").click()
    shot(reader, "opened")
    assert reader.one("[data-row=password] .text").get_property("textContent") == world.password(
        slug, "app"
    )
    assert "eva@faro.example" in said(reader)
    reader.open("about:blank")
    reader.open(link)
    reader.one("form input").send_keys(phrase)
    reader.one("form button").click()
    # Of a link with a passphrase the page cannot tell whether it is gone.
    reader.until(
        lambda: reader.run("return document.querySelector('.sealed').dataset.state") == "wrong", 30
    )
    shot(reader, "gone")
    assert world.one("SELECT count(*) FROM link") == 0
    assert world.audit("link.claim", slug) == ["done"]
    page.driver.refresh()
    # Once its client has a link, the handoff is folded.
    page.run("document.querySelectorAll('details.fold').forEach(d => d.open = true)")
    page.until(lambda: page.all(".links summary"))
    page.one(".links summary").click()
    page.until(lambda: "leído" in said(page, ".links table"))

    # Suspended and resumed, seen live.
    act(page, "suspend")
    page.one("dialog input").send_keys("no ha pagado")
    page.one("dialog .primary, dialog .danger").click()
    page.until(lambda: page.all("#live-job"), 20)
    shot(page, "suspending")
    page.until(lambda: world.status(slug) == "suspended", 60)
    page.until(lambda: "suspendido" in said(page, ".title") and not page.all("#live-job"), 60)
    assert not any(answers(world.port(slug, kind)) for kind in world.ports)
    act(page, "resume")
    page.one("dialog .primary").click()
    page.until(lambda: world.status(slug) == "ready", 90)
    page.until(lambda: "listo" in said(page, ".title"), 60)
    shot(page, "resumed")

    # And out: the cookie that was is worth nothing any more.
    cookies = page.cdp("Network.getCookies", urls=[portal.origin])["cookies"]
    assert [cookie["name"] for cookie in cookies] == ["__Host-puerto"]
    page.until(lambda: page.all(".account button"))
    page.one(".account button").click()
    page.until(lambda: "/hook/login" in page.driver.current_url)
    for cookie in cookies:
        names = ("name", "value", "path", "secure", "httpOnly")
        known = {name: cookie[name] for name in names} | {"url": portal.origin}
        assert page.driver.execute_cdp_cmd("Network.setCookie", known)["success"]
    page.open(f"{portal.origin}/portal/clients/{slug}.html")
    page.until(lambda: "/hook/login" in page.driver.current_url)
    assert [
        line
        for line in page.console()
        if line["level"] == "SEVERE" and "401" not in line["message"]
    ] == []


def test_a_client_is_archived_with_its_plan_its_name_and_a_passkey(portal, browsers):
    world = portal.world
    slug = world.ready("faro-este-2")
    page = browsers()
    page.open(f"{portal.origin}/portal/index.html")
    log_in(page, portal)
    give_passkey(page, portal)
    page.open(f"{portal.origin}/portal/clients/{slug}.html")
    act(page, "archive")
    page.one("dialog input").send_keys("se va")
    page.one("dialog .primary, dialog .danger").click()
    page.until(lambda: page.all("dialog .plan"), 30)
    page.one("dialog input").send_keys(slug)
    page.one("dialog .danger").click()
    approve(page)
    page.until(lambda: world.status(slug) == "archived", 90)
    assert world.containers(slug) == {} and world.audit("approval", slug) == ["done"]


def test_without_script_the_page_of_the_plan_names_the_command(portal, browsers):
    """A page without script cannot ask an authenticator."""
    world = portal.world
    slug = world.ready("faro-sur")
    page = browsers()
    page.script(False)
    page.open(f"{portal.origin}/portal/clients/{slug}.html")
    log_in(page, portal)
    page.one(".more summary").click()
    page.one(".actions a[data-action=archive]").click()
    page.one("#reason").send_keys("se va")
    page.one("main button[type=submit]").click()
    page.until(lambda: page.all("pre.plan"), 30)
    shot(page, "plan")
    assert f"puerto archive {slug}" in said(page, ".notice code"), said(page)
    assert page.all("button.danger") == [] and page.all("#confirm") == []
    assert world.status(slug) == "ready"


def test_a_form_that_is_not_taken_comes_back_in_the_pages_language(portal, browsers):
    page = browsers()
    page.script(False)
    page.open(f"{portal.origin}/portal/en/index.html")
    # The browser asks for Spanish, and comes from a page in English.
    assert page.one("html").get_attribute("lang") == "en"
    log_in(page, portal)
    page.one("a[href='/hook/new-client?lang=en']").click()
    page.one("#name").send_keys("Faro <Oeste>")
    page.one("#slug").send_keys("base")
    page.one("#contact_email").send_keys("eva@faro.example")
    page.one("main button[type=submit]").click()
    wait_for(page, "There is a tenant 'base' already")
    shot(page, "again")
    assert page.one("html").get_attribute("lang") == "en" and page.all("main [lang=es]") == []
    assert [
        page.one(f"#{name}").get_attribute("value") for name in ("name", "slug", "contact_email")
    ] == ["Faro <Oeste>", "base", "eva@faro.example"]
    page.open(f"{portal.origin}/hook/new-client?lang=es")
    page.one("#name").send_keys("Faro")
    page.one("#slug").send_keys("aux")
    page.one("main button[type=submit]").click()
    wait_for(page, "'aux' no puede ser un identificador")
    assert page.all("main [lang=en]") == []
    shot(page, "again-es")
    assert portal.world.rows("SELECT 1 FROM tenant WHERE name LIKE 'Faro <%'") == []


def test_a_viewer_looks_and_asks_for_nothing(portal, browsers):
    page = browsers()
    page.open(f"{portal.origin}/portal/index.html")
    log_in(page, portal, "eva")
    page.open(f"{portal.origin}/hook/tenants/base/actions/reconcile")
    assert "solo mira" in said(page)
    shot(page, "viewer")
    assert portal.world.rows("SELECT 1 FROM job WHERE actor = 'web:eva'") == []


def test_the_hooks_own_pages_can_be_read_by_anybody(portal, browsers):
    page, world = browsers(), portal.world
    slug = world.client("faro-este")
    found = {}
    login = f"{portal.origin}/hook/login"
    page.open(login)
    if wrong := violations(page, login):
        found[login] = wrong
    log_in(page, portal)
    job = world.puerto("provision", slug, "--detach").split()[-1]
    name = world.one("SELECT id FROM job WHERE id GLOB ?", f"{job[:8]}*") or world.one(
        "SELECT max(id) FROM job"
    )
    paths = [
        "new-client",
        f"jobs/{name}",
        "jobs/0000000000000000",
        *(
            f"tenants/{slug}/actions/{action}"
            for action in ["rotate", "upgrade", "archive", "suspend"]
        ),
    ]
    for scheme, width in [("light", 1280), ("dark", 360)]:
        page.media(scheme)
        page.size(width, 800)
        for path in paths:
            if wrong := violations(page, f"{portal.origin}/hook/{path}"):
                found[path, scheme, width] = wrong
    assert found == {}
