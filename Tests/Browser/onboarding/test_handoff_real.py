"""A sealed page from the operator's press to the client's eyes: the real hook, broker, worker and
build, a passkey, and the words that reach the client."""

import re
from urllib.parse import urlsplit

import portal
from handoff import enter, shown, state
from passkeys import approve
from selenium.webdriver.support.ui import Select
from test_passkeys_real import log_in, make_passkey, real, terminal  # noqa: F401

PASSWORD = "secreto de app"


def hand_over(browser):
    """Asks for a sealed page as an operator does; returns the two texts."""
    browser.press(".links .make")
    browser.until(lambda: browser.all("dialog select"))
    Select(browser.one("dialog select")).select_by_value("page")
    browser.press("dialog .primary")
    approve(browser)
    browser.until(lambda: browser.all("dialog .secret"))
    texts = browser.texts("dialog .secret")
    browser.press("dialog .buttons button")
    return texts


def test_a_page_that_the_worker_has_sealed_opens_with_its_phrase(
    browser,
    device,
    real,  # noqa: F811
    terminal,  # noqa: F811
):
    make_passkey(browser, terminal)
    assert terminal.answer("y") == 0
    log_in(browser, real)
    browser.until(lambda: browser.all(".links .make"))
    mail, message = hand_over(browser)
    (address,) = re.findall(r"http\S+/welcome/\S+\.html", mail)
    phrase = message.split("\n\n")[1]
    assert phrase not in mail and "http" not in message
    assert not any(PASSWORD in text for text in (mail, message))

    # The worker's build publishes it where the mail says.
    path = urlsplit(address).path
    file = real.public / path.lstrip("/")
    browser.until(lambda: file.exists() and 'id="sealed"' in file.read_text())
    assert PASSWORD not in file.read_text() and phrase not in file.read_text()

    # The client has no login, and no network is needed any more.
    browser.cdp("Network.clearBrowserCookies")
    browser.open(address)
    assert shown(browser) == [] and state(browser) == "locked"
    assert enter(browser, "otra frase que no es") == "wrong"
    assert enter(browser, phrase) == "open"
    browser.one("#reveal").click()
    assert browser.one("#password").get_property("innerText") == PASSWORD
    assert "cyn@acme.example" in browser.one("#opened").text
    history = portal.puerto("audit", "list", "--workspace", real.folder)
    assert "page" in history and PASSWORD not in history and phrase not in history
