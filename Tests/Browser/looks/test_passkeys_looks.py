"""The look of approvals, logins and registrations: axe, widths, dark; pictures in shots/."""

import pytest
from test_accessibility import violations
from test_approval import begin, press, shown
from test_live import CLIENT, answered, logged_in
from test_passkeys import given, registration, told
from test_shots import SHOTS


def approval(act):
    def prepare(browser, hook):
        logged_in(browser, hook.url(at(browser, CLIENT)))
        begin(browser, act)
        shown(browser)

    return prepare


def at(browser, path):
    """The page in the language of the test."""
    return path.replace("portal/", "portal/en/") if browser.is_english else path


def words(browser, spanish, english):
    return english if browser.is_english else spanish


def waiting(browser, hook):
    hook.device.waits()
    approval("reveal")(browser, hook)
    press(browser)
    answered(browser, words(browser, "Esperando", "Waiting"))


def cancelled(browser, hook):
    hook.device.refuses()
    approval("rotate")(browser, hook)
    press(browser)
    answered(browser, words(browser, "Cancelado", "Cancelled"))


def refused(browser, hook):
    hook.verdict = "role"
    approval("upgrade")(browser, hook)
    press(browser)
    answered(browser, words(browser, "no vale", "not valid"))


def without(browser, hook):
    hook.credentials.clear()
    logged_in(browser, hook.url(at(browser, CLIENT)))
    begin(browser, "reveal")
    answered(browser, "puerto operator passkey ana")


def off(browser, hook):
    hook.reveal = "off"
    logged_in(browser, hook.url(at(browser, CLIENT)))
    browser.until(lambda: browser.all(".no-reveal"))
    browser.run("document.querySelector('.no-reveal').scrollIntoView({block: 'center'})")


def visit(browser, hook):
    given(hook, "reveal", "archive", "link")
    browser.run("sessionStorage.clear(); localStorage.clear()")
    logged_in(browser, hook.url(at(browser, CLIENT)))
    browser.until(lambda: browser.all(".visit"))


def login(browser, hook):
    hook.role = None
    browser.open(hook.url("hook/login" + words(browser, "", "?lang=en")))
    browser.until(lambda: browser.all(".passkey button"))


def folded(browser, hook):
    browser.run("localStorage.setItem('puerto.passkey', 'yes')")
    login(browser, hook)
    hook.verdict = "role"
    browser.one(".passkey button").click()
    told(browser, words(browser, "no vale", "not valid"))


def offered(browser, hook):
    hook.credentials.clear()
    registration(browser, hook, hook.add_offer(), words(browser, "", "?lang=en"))
    told(browser, "puerto.localhost")


def made(browser, hook):
    hook.device.own("clearCredentials")
    offered(browser, hook)
    browser.one("#register button").click()
    told(browser, "terminal")


def taken(browser, hook):
    registration(browser, hook, hook.add_offer(), words(browser, "", "?lang=en"))
    told(browser, "puerto.localhost")
    browser.one("#register button").click()
    told(browser, words(browser, "ya tiene", "already"))


def expired(browser, hook):
    registration(browser, hook, "#x", words(browser, "", "?lang=en"))
    told(browser, "puerto operator passkey")


STATES = {
    "reveal": approval("reveal"),
    "link": approval("link"),
    "archive": approval("archive"),
    "upgrade": approval("upgrade"),
    "waiting": waiting,
    "cancelled": cancelled,
    "refused": refused,
    "without": without,
    "off": off,
    "visit": visit,
    "login": login,
    "folded": folded,
    "offered": offered,
    "made": made,
    "taken": taken,
    "expired": expired,
}


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("what", STATES)
def test_no_violation_in_any_state(browser, hook, what, scheme, width):
    browser.is_english = scheme == "dark"
    browser.media(scheme)
    browser.size(width, 800)
    prepare = lambda: STATES[what](browser, hook)  # noqa: E731
    browser.open(hook.url("nothing"))
    browser.run("localStorage.clear(); sessionStorage.clear()")
    assert violations(browser, hook.url("nothing.html"), prepare) == []
    assert browser.run("return document.documentElement.scrollWidth <= innerWidth")
    box = browser.run(
        "const d = document.querySelector('dialog'); return d && d.getBoundingClientRect().toJSON()"
    )
    assert box is None or (box["left"] >= 0 and box["right"] <= width and box["bottom"] <= 800)
    SHOTS.mkdir(exist_ok=True)
    browser.driver.save_screenshot(SHOTS / f"passkey-{what}-{width}-{scheme}.png")
    browser.run("localStorage.clear(); sessionStorage.clear()")
