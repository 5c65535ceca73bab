"""The look of pages that act: axe, widths, dark, print; pictures in Tests/Browser/shots/."""

import pytest
from selenium.webdriver.support.ui import Select

import sealing
from passkeys import approve
from test_accessibility import violations
from test_link import LOGIN, put, until
from test_live import CLIENT, click, logged_in
from test_live_secrets import reveal
from test_shots import shoot


class At:
    """Gives `shoot` an address, as a site does."""

    def __init__(self, url):
        self.url = lambda _: url


def ready(browser, hook, what):
    """Brings the client's page into one of its states."""
    if what == "no session":
        browser.until(lambda: "next=" in browser.one(".account a").get_attribute("href"))
        return
    if what == "down":
        browser.until(lambda: browser.all(".notice"))
        return browser.one(".notice summary").click()
    browser.until(lambda: "ana" in browser.texts(".account")[0] and browser.all(".links .make"))
    if what in ("restart", "suspend", "rotate", "upgrade", "archive"):
        click(browser, what)
        browser.until(lambda: browser.all("dialog form"))
    if what == "more":
        browser.one(".more summary").click()
    if what == "plan":
        click(browser, "archive")
        browser.until(lambda: browser.all("dialog form"))
        browser.one("dialog input").send_keys("se va")
        browser.one("dialog .primary, dialog .danger").click()
        browser.until(lambda: browser.all("dialog .plan"))
    if what == "reveal":
        reveal(browser, "postgres")
        browser.until(lambda: browser.all("dialog .secret"))
    if what == "new link":
        browser.one(".links .make").click()
        browser.until(lambda: browser.all("dialog select"))
    if what in ("approval", "link made", "new page", "page made"):
        browser.one(".links .make").click()
        browser.until(lambda: browser.all("dialog select"))
        if "page" in what:
            Select(browser.one("dialog select")).select_by_value("page")
    if what == "approval":
        browser.one("dialog .primary").click()
        browser.until(lambda: browser.all("dialog .covered"))
    if what.endswith(" made"):
        browser.one("dialog .primary").click()
        approve(browser)
        browser.until(lambda: browser.all("dialog .secret"))
    if what == "busy":
        hook.busy = hook.add_job("upgrade")
        click(browser, "restart")
        browser.until(lambda: browser.all("dialog .primary"))
        browser.one("dialog .primary").click()
        browser.until(lambda: browser.all("#live-job"))
    if what == "job":
        browser.until(lambda: browser.all("#live-job li"))
    if what.startswith("no worker"):
        click(browser, "archive" if "plan" in what else "restart")
        browser.until(lambda: browser.all("dialog form"))
        if "plan" in what:
            browser.one("dialog input").send_keys("se va")
        browser.one("dialog .primary, dialog .danger").click()
        browser.until(lambda: browser.all(".absent"))


STATES = [
    "nothing",
    "no session",
    "down",
    "restart",
    "suspend",
    "rotate",
    "upgrade",
    "archive",
    "more",
    "plan",
    "reveal",
    "new link",
    "new page",
    "approval",
    "link made",
    "page made",
    "busy",
    "job",
    "no worker",
    "no worker for a plan",
]


def prepared(hook, what):
    hook.role = None if what == "no session" else "owner"
    hook.is_down = what == "down"
    hook.stall = what in ("busy", "job")
    if what.startswith("no worker"):
        hook.worker = {"state": "gone", "seen_at": "2026-01-02T03:04:05Z"}
    if what == "job":
        number = hook.running = hook.add_job("upgrade")
        hook.jobs[number]["at"] = 4
    if what in ("nothing", "link made"):
        hook.links = [
            {
                "id": "0" * 32,
                "field": "app",
                "state": "read",
                "passphrase": True,
                "created_at": "2025-11-24T16:00:00Z",
                "created_by": "web:ana",
                "expires_at": "2025-11-27T16:00:00Z",
                "views_left": 0,
                "read_at": "2025-11-24T17:00:00Z",
                "read_from": "203.0.113.x",
            },
            {
                "id": "1" * 32,
                "field": "postgres",
                "state": "open",
                "passphrase": False,
                "created_at": "2025-11-24T16:00:00Z",
                "created_by": "cli:root",
                "expires_at": "2025-11-27T16:00:00Z",
                "views_left": 3,
            },
        ]


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("what", STATES)
def test_no_violation_in_any_state_of_a_clients_page(browser, hook, what, scheme, width):
    prepared(hook, what)
    browser.media(scheme)
    browser.size(width, 800)
    language = "en/" if scheme == "dark" else ""
    path = CLIENT.replace("portal/", f"portal/{language}")
    assert violations(browser, hook.url(path), lambda: ready(browser, hook, what)) == []
    assert browser.run("return document.documentElement.scrollWidth <= innerWidth")
    box = browser.run(
        "const d = document.querySelector('dialog'); return d && d.getBoundingClientRect().toJSON()"
    )
    assert box is None or (box["left"] >= 0 and box["right"] <= width and box["bottom"] <= 800)


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violation_on_the_page_of_one_time_links(browser, hook, scheme, width):
    browser.media(scheme)
    browser.size(width, 800)
    for fragment in ["", "#x", sealing.Link(LOGIN).fragment, sealing.Link(LOGIN, "a").fragment]:
        browser.open("about:blank")
        assert violations(browser, hook.url("x/") + fragment) == []

    def use():
        browser.one("form button").click()
        until(browser, "open")
        browser.one("[data-row=password] [data-show]").click()

    browser.open("about:blank")
    assert violations(browser, hook.url("x/") + put(hook, sealing.Link(LOGIN)).fragment, use) == []
    assert browser.run("return document.documentElement.scrollWidth <= innerWidth")


def test_on_paper_there_is_nothing_to_press(browser, hook):
    logged_in(browser, hook.url(CLIENT))
    browser.until(lambda: browser.all("[data-reveal] button"))
    browser.media(medium="print")
    for selector in [".actions", ".account", ".links .make", "[data-reveal] button", ".toasts"]:
        assert not any(element.is_displayed() for element in browser.all(selector)), selector


def test_what_can_be_pressed_on_a_telephone_is_large_enough(browser, hook):
    browser.size(360, 780)
    logged_in(browser, hook.url(CLIENT))
    click(browser, "suspend")
    browser.until(lambda: browser.all("dialog form"))
    sizes = browser.run(
        "return [...document.querySelectorAll('.actions > .button, .more > summary, dialog .button, dialog input')].map(e => e.getBoundingClientRect().height)"
    )
    assert sizes and min(sizes) >= 40


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pictures(browser, hook, scheme, width):
    for what in STATES:
        prepared(hook, what)
        shot(browser, hook, what, CLIENT, width, scheme, lambda: ready(browser, hook, what))
        hook.busy = hook.running = None
    prepared(hook, "nothing")
    shot(browser, hook, "base", "portal/clients/base.html", width, scheme)
    shot(
        browser,
        hook,
        "harbour",
        "portal/index.html",
        width,
        scheme,
        lambda: browser.until(lambda: browser.all(".actions button")),
    )
    for name, fragment in {
        "none": "",
        "bad": "#x",
        "ask": sealing.Link(LOGIN).fragment,
        "phrase": sealing.Link(LOGIN, "a").fragment,
    }.items():
        browser.open("about:blank")
        shot(browser, hook, f"x-{name}", "x/" + fragment, width, scheme)

    def use():
        browser.one("form button").click()
        until(browser, "open")

    browser.open("about:blank")
    shot(
        browser, hook, "x-open", "x/" + put(hook, sealing.Link(LOGIN)).fragment, width, scheme, use
    )


def shot(browser, hook, name, path, width, scheme, prepare=None):
    site = At(hook.url(path))
    shoot(browser, site, f"live-{name.replace(' ', '-')}", path, width, scheme, prepare)
