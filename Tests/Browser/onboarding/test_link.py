"""The page of one-time links, as a client sees it."""

import json
from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys

import browser as chromium
import portal
import sealing
from handoff import WATCH, everything, pass_time

LOGIN = {
    "url": "https://acme.example.com",
    "user": "cyn@acme.example",
    "password": "dos  espacios ñ\u202e</b>",
}
VECTORS = json.loads((portal.ROOT / "Tests/PuertoVaultTests/Vectors/puerto.json").read_text())


def state(page):
    return page.run("return document.querySelector('.sealed').dataset.state")


def until(page, wanted):
    page.until(lambda: state(page) == wanted, 30)


def put(hook, link):
    hook.claims[link.id] = link.row
    return link


def visit(page, hook, fragment):
    # A change of the fragment alone does not load the page again.
    page.open("about:blank")
    return page.open(hook.url("x/") + fragment)


def claims(hook):
    return [body for method, path, body, _ in hook.asked if path == "/claim"]


def test_a_link_opens_after_a_click_and_only_then(browser, hook):
    link = put(hook, sealing.Link(LOGIN))
    visit(browser, hook, link.fragment)
    assert state(browser) == "ready" and claims(hook) == []
    assert browser.url == hook.url("x/") and link.fragment[-20:] not in everything(browser)
    browser.one("form button").click()
    until(browser, "open")
    assert claims(hook) == [{"id": link.id, "token": link.row["token"]}]
    assert browser.texts("[data-row]:not([hidden]) .text") == [
        LOGIN["url"],
        LOGIN["user"],
        "••••••••••••",
    ]
    assert LOGIN["password"] not in everything(browser)
    browser.one("[data-row=password] [data-show]").click()
    assert browser.one("[data-row=password] .text").get_property("textContent") == LOGIN["password"]
    browser.one("[data-row=password] [data-copy]").click()
    browser.until(
        lambda: browser.texts("[data-row=password] [data-copy]")[0] in ("Copiado", "Copied")
    )
    browser.one("[data-lock]").click()
    assert (
        state(browser) == "cleared"
        and LOGIN["password"] not in everything(browser)
        and LOGIN["user"] not in everything(browser)
    )


def test_a_second_reader_learns_that_it_is_gone(browser, hook):
    link = put(hook, sealing.Link(LOGIN))
    for wanted in ["open", "gone"]:
        visit(browser, hook, link.fragment)
        browser.one("form button").click()
        until(browser, wanted)


@pytest.mark.parametrize("typed", ["tulip ñandú", "  tulip n\u0303andu\u0301\t"])
def test_a_passphrase_is_asked_for_and_a_wrong_one_burns_nothing(browser, hook, typed):
    link = put(hook, sealing.Link(LOGIN, passphrase="tulip ñandú"))
    visit(browser, hook, link.fragment)
    browser.one("form button").click()
    assert (
        state(browser) == "ready" and claims(hook) == [] and browser.focused("e.tagName") == "INPUT"
    )
    browser.keys("otra", Keys.ENTER)
    until(browser, "wrong")
    assert browser.focused("e.tagName") == "INPUT"
    browser.run("document.activeElement.value = arguments[0]", typed)
    browser.keys(Keys.ENTER)
    until(browser, "open")
    assert LOGIN["user"] in browser.texts(".opened")[0] and typed.strip() not in everything(browser)


PHRASE = "uno dos tres ñandú cinco seis siete ocho"


@pytest.mark.parametrize(
    "typed",
    [PHRASE.upper(), "Uno-dos-tres-n\u0303andu\u0301-cinco_seis  siete\u00a0ocho"],
)
def test_a_generated_passphrase_opens_in_another_spelling_at_the_second_request(
    browser, hook, typed
):
    link = put(hook, sealing.Link(LOGIN, passphrase=PHRASE))
    visit(browser, hook, link.fragment)
    browser.run("document.querySelector('form input').value = arguments[0]", typed)
    browser.one("form button").click()
    until(browser, "open")
    assert len(claims(hook)) == 2 and claims(hook)[1] == {"id": link.id, "token": link.row["token"]}


@pytest.mark.parametrize("typed", ["OTRA", PHRASE.replace("uno", "una")])
def test_what_has_no_other_spelling_is_asked_for_once(browser, hook, typed):
    visit(browser, hook, put(hook, sealing.Link(LOGIN, passphrase=PHRASE)).fragment)
    browser.run("document.querySelector('form input').value = arguments[0]", typed)
    browser.one("form button").click()
    until(browser, "wrong")
    assert len(claims(hook)) == 1


@pytest.mark.parametrize(
    "locale, title",
    [("en", "Your login"), ("en-GB", "Your login"), ("es-MX", "Sus datos de acceso")],
)
@pytest.mark.parametrize("reader", ["en-US", "es-ES"])
def test_it_speaks_the_clients_language_which_the_link_names(browser, hook, locale, title, reader):
    script = browser.cdp(
        "Page.addScriptToEvaluateOnNewDocument",
        source=f"Object.defineProperty(navigator, 'languages', {{value: ['{reader}']}})",
    )
    try:
        visit(browser, hook, put(hook, sealing.Link(LOGIN)).fragment + "." + locale)
        assert browser.texts("h1") == [title] and len(browser.all("main")) == 1
        assert browser.run("return document.documentElement.lang") == locale
        browser.one("form button").click()
        until(browser, "open")
    finally:
        browser.cdp("Page.removeScriptToEvaluateOnNewDocument", identifier=script["identifier"])


@pytest.mark.parametrize("name", ["link_1", "link_1p"])
def test_the_known_answers_open(browser, hook, name):
    vector = VECTORS[name]
    hook.claims[vector["fragment"].split(".")[1]] = {
        "token": vector["token"],
        "nonce": sealing.encoded(bytes.fromhex(vector["iv"])),
        "ciphertext": vector["ct_tag"],
    }
    visit(browser, hook, vector["fragment"])
    if vector["passphrase"]:
        browser.one("form input").send_keys(vector["passphrase"])
    browser.one("form button").click()
    until(browser, "open")
    browser.one("[data-row=text] [data-show]").click()
    assert browser.texts("[data-row=text] .text") == [vector["plaintext"]]


@pytest.mark.parametrize(
    "payload, rows",
    [
        ({"password": "x y", "field": "postgres"}, ["PostgreSQL", "x y"]),
        ("plano", ["plano"]),
        ('{"a": 1}', ['{"a": 1}']),
        ("[]", ["[]"]),
        ({"password": "p", "url": "javascript:alert(1)"}, ["javascript:alert(1)", "p"]),
        ('{"password": 3}', ['{"password": 3}']),
    ],
)
def test_whatever_was_sealed_is_shown_as_text(browser, hook, payload, rows):
    visit(browser, hook, put(hook, sealing.Link(payload)).fragment)
    browser.one("form button").click()
    until(browser, "open")
    for button in browser.all("[data-row]:not([hidden]) [data-show]"):
        button.click()
    assert browser.texts("[data-row]:not([hidden]) .text") == rows
    assert browser.all(".opened a") == []


ID, KEY = "EBESExQVFhcYGRobHB0eHw", "QEFCQ0RFRkdISUpLTE1OT1BRUlNUVVZXWFlaW1xdXl8"


@pytest.mark.parametrize(
    "fragment",
    [
        f"#2.{ID}.{KEY}",
        f"#1.{ID}",
        f"#1.{ID}.{KEY}A",
        f"#1.{ID[:-1]}.{KEY}",
        f"#1.{ID}.{KEY}.",
        f"#1.{ID}.{KEY}.es-mx",
        f"#1.{ID}.{KEY}.es.es",
        f"#1.{ID}.{KEY}%0A",
        f"# 1.{ID}.{KEY}",
        # Non-canonical spellings of the same bytes.
        f"#1.{ID[:-1]}x.{KEY}",
        f"#1.{ID}.{KEY[:-1]}9",
        f"#1P.{ID}.{KEY}",
        f"#1.{ID}.{KEY[:-1]}=",
        "#x",
    ],
)
def test_anything_else_is_refused_without_a_request(browser, hook, fragment):
    visit(browser, hook, fragment)
    assert state(browser) == "malformed" and not browser.one("form").is_displayed()
    assert browser.url == hook.url("x/") and hook.asked == []


def test_without_a_link_it_says_so(browser, hook):
    visit(browser, hook, "")
    assert state(browser) == "none" and hook.asked == []


@pytest.mark.parametrize("status, wanted", [(429, "many"), (503, "later"), (500, "later")])
def test_what_the_server_says_is_told_and_it_can_be_tried_again(browser, hook, status, wanted):
    hook.claim_answer = status
    visit(browser, hook, put(hook, sealing.Link(LOGIN)).fragment)
    browser.one("form button").click()
    until(browser, wanted)
    hook.claim_answer = None
    browser.one("form button").click()
    until(browser, "open")


def test_a_server_that_does_not_answer_is_told(browser, hook):
    visit(browser, hook, put(hook, sealing.Link(LOGIN)).fragment)
    browser.cdp("Network.enable")
    browser.cdp(
        "Network.emulateNetworkConditions",
        offline=True,
        latency=0,
        downloadThroughput=0,
        uploadThroughput=0,
    )
    try:
        browser.one("form button").click()
        until(browser, "offline")
    finally:
        browser.cdp(
            "Network.emulateNetworkConditions",
            offline=False,
            latency=0,
            downloadThroughput=-1,
            uploadThroughput=-1,
        )
    browser.one("form button").click()
    until(browser, "open")


def test_a_changed_ciphertext_is_not_shown(browser, hook):
    link = put(hook, sealing.Link(LOGIN))
    link.row["ciphertext"] = sealing.Link(LOGIN).row["ciphertext"]
    visit(browser, hook, link.fragment)
    browser.one("form button").click()
    until(browser, "damaged")


def test_whoever_comes_back_to_it_finds_it_blank(browser, hook):
    visit(browser, hook, put(hook, sealing.Link(LOGIN)).fragment)
    browser.one("form button").click()
    until(browser, "open")
    browser.one("[data-row=password] [data-show]").click()
    browser.open(hook.url("portal/index.html"))
    browser.driver.back()
    browser.until(
        lambda: (
            browser.url == hook.url("x/")
            and browser.run("return document.readyState") == "complete"
        )
    )
    assert state(browser) in ("cleared", "none")
    assert LOGIN["password"] not in everything(browser) and LOGIN["user"] not in everything(browser)


def test_another_link_in_the_same_tab_begins_anew(browser, hook):
    first, second = put(hook, sealing.Link("uno")), put(hook, sealing.Link("dos"))
    visit(browser, hook, first.fragment)
    browser.run("location.hash = arguments[0]", second.fragment)
    browser.until(lambda: browser.url == hook.url("x/"))
    browser.one("form button").click()
    until(browser, "open")
    assert list(hook.claims) == [first.id]


def test_it_speaks_the_readers_language(hook):
    english = chromium.start("--accept-lang=en-GB,en", **{"intl.accept_languages": "en-GB,en"})
    try:
        visit(english, hook, put(hook, sealing.Link(LOGIN)).fragment)
        assert english.run("return document.documentElement.lang") == "en" and english.texts(
            "h1"
        ) == ["Your login"]
        assert len(english.all("main")) == 1 and english.driver.title.startswith(
            "Your login · Estudio"
        )
    finally:
        english.driver.quit()


def test_a_third_language_gets_the_agencys(browser, hook):
    script = browser.cdp(
        "Page.addScriptToEvaluateOnNewDocument",
        source="Object.defineProperty(navigator, 'languages', {value: ['fr-FR']})",
    )
    try:
        visit(browser, hook, "")
        assert browser.texts("h1") == ["Sus datos de acceso"] and len(browser.all("main")) == 1
    finally:
        browser.cdp("Page.removeScriptToEvaluateOnNewDocument", identifier=script["identifier"])


def test_without_script_it_says_what_is_needed(browser, hook):
    browser.script(False)
    visit(browser, hook, f"#1.{ID}.{KEY}")
    assert "Hace falta JavaScript" in browser.texts("body")[0] and hook.asked == []


def test_without_tls_it_says_that_it_cannot_be_opened_here(hook):
    elsewhere = chromium.start("--host-resolver-rules=MAP portal.example 127.0.0.1")
    try:
        elsewhere.open(hook.url("x/", host="portal.example") + f"#1.{ID}.{KEY}")
        assert state(elsewhere) == "insecure" and hook.asked == []
    finally:
        elsewhere.driver.quit()


def test_inside_another_page_it_does_not_open(browser, hook, live):
    Path(live.public / "frame.html").write_text(
        f"<!DOCTYPE html><title>f</title><iframe src='/x/#1.{ID}.{KEY}'></iframe>"
    )
    browser.open(hook.url("frame.html"))
    browser.driver.switch_to.frame(browser.one("iframe"))
    assert state(browser) == "framed" and not browser.one("form").is_displayed()
    browser.driver.switch_to.default_content()


@pytest.mark.parametrize("wait", [5, 15])
def test_what_was_opened_is_forgotten_when_nobody_uses_it(browser, hook, wait):
    script = browser.cdp("Page.addScriptToEvaluateOnNewDocument", source=WATCH)
    try:
        visit(browser, hook, put(hook, sealing.Link(LOGIN)).fragment)
        browser.one("form button").click()
        until(browser, "open")
        browser.one("[data-row=password] [data-show]").click()
        if wait == 5:
            browser.run(
                "Object.defineProperty(document, 'hidden', {get: () => true}); document.dispatchEvent(new Event('visibilitychange'))"
            )
        assert browser.run("return [...timers.values()].map(t => t[0] / 60000)") == [wait]
        pass_time(browser)
        assert state(browser) == "cleared" and not browser.one("form").is_displayed()
        assert LOGIN["password"] not in everything(browser) and LOGIN["user"] not in everything(
            browser
        )
    finally:
        browser.cdp("Page.removeScriptToEvaluateOnNewDocument", identifier=script["identifier"])


def test_whoever_leaves_before_it_is_open_is_shown_nothing(browser, hook):
    link = put(hook, sealing.Link(LOGIN, "a b"))
    visit(browser, hook, link.fragment)
    browser.one("form input").send_keys("a b")
    browser.one("form button").click()
    browser.run("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
    browser.run("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    assert state(browser) == "none" and browser.one("form input").get_property("value") == ""
    browser.driver.execute_async_script("setTimeout(arguments[0], 1500)")
    assert state(browser) == "none" and claims(hook) == []
