"""A sealed page shows, keeps and forgets secrets; the operator follows the handoff."""

import json
from datetime import date, datetime

import pytest
from selenium.webdriver.common.keys import Keys

import browser as chromium
import sealed
from handoff import enter, everything, pass_time, shown, state, submit, unlock

# Counts decryptions.
DECIPHER = """
window.deciphered = 0;
const decipher = crypto.subtle.decrypt.bind(crypto.subtle);
crypto.subtle.decrypt = (...all) => decipher(...all).finally(() => { deciphered++; });
"""

# Places where a page could store a text, each with the code that removes it.
PLACES = {
    "a text": ("document.body.append(text)", "document.body.lastChild.remove()"),
    "two texts": (
        "document.body.append(text.slice(0, 5), text.slice(5))",
        "document.body.lastChild.remove(); document.body.lastChild.remove()",
    ),
    "an attribute": ("document.body.dataset.x = text", "delete document.body.dataset.x"),
    "a field": (
        "document.getElementById('passphrase').value = text",
        "document.querySelector('form').reset()",
    ),
    "a text area": (
        "const a = document.createElement('textarea'); document.body.append(a); a.value = text",
        "document.querySelector('textarea').remove()",
    ),
    "a comment": ("document.body.append(new Comment(text))", "document.body.lastChild.remove()"),
    "a template": (
        "const t = document.createElement('template'); t.content.append(text); document.body.append(t)",
        "document.querySelector('template').remove()",
    ),
    "a shadow": (
        "const d = document.createElement('div'); d.attachShadow({mode: 'open'}).append(text); document.body.append(d)",
        "document.body.lastChild.remove()",
    ),
    "the title": ("window.was = document.title; document.title = text", "document.title = was"),
    "the address": (
        "location.hash = encodeURIComponent(text)",
        "history.replaceState(null, '', location.pathname)",
    ),
    "the history": ("history.replaceState({x: [text]}, '')", "history.replaceState(null, '')"),
    "the store": ("localStorage.x = text", "localStorage.clear()"),
    "the session's store": ("sessionStorage.setItem(text, '')", "sessionStorage.clear()"),
    "a cookie": (
        "document.cookie = 'x=' + encodeURIComponent(text)",
        "document.cookie = 'x=; max-age=0'",
    ),
    "the window's name": ("window.name = text", "window.name = ''"),
    "a variable": ("window.x = text", "delete window.x"),
}


@pytest.fixture(scope="module")
def elsewhere():
    """A browser that blocks cookies and storage, and resolves a foreign name to this machine."""
    running = chromium.start(
        "--host-resolver-rules=MAP portal.example 127.0.0.1",
        **{"profile.default_content_setting_values.cookies": 2},
    )
    yield running
    running.driver.quit()


def found(page, *texts):
    """Those of the texts that can be read in the page."""
    all_ = everything(page)
    return [text for text in texts if text in all_]


# Proves that the search finds what is there.
@pytest.mark.parametrize("secret", [sealed.PASSWORD, "\"'<&>", "pmaz-av8a-5r52"])
def test_a_secret_is_found_wherever_a_page_could_put_it(page, handed, server, secret):
    page.open(server.url("acme.html"))
    for place, (put, undo) in PLACES.items():
        assert found(page, secret) == [], place
        page.run("const text = arguments[0];" + put, secret)
        assert found(page, secret) == [secret], place
        page.run(undo)
    assert found(page, secret) == []


@pytest.mark.parametrize("slug", ["acme", "harbour"])
def test_the_password_is_in_the_page_only_while_it_is_shown(page, handed, slug):
    password, passphrase = handed.passwords[slug], handed.passphrases[slug]
    user = sealed.opened(handed.page(slug), passphrase)["user"]
    page.open(handed.file(slug).as_uri())
    assert found(page, password, passphrase, user) == []
    assert enter(page, passphrase) == "open"
    assert found(page, password, passphrase, user) == [user]
    page.one("#reveal").click()
    assert found(page, password, passphrase, user) == [password, user]
    assert page.one("#password").get_property("innerText") == password
    page.one("#reveal").click()
    assert found(page, password, passphrase, user) == [user]
    page.one("#reveal").click()
    page.one("#lock").click()
    assert state(page) == "locked" and page.focused("e.id") == "passphrase"
    assert page.one("form").is_displayed() and not page.one("#opened").is_displayed()
    assert found(page, password, passphrase, user) == []
    # A secret that was shown is not shown again by itself.
    assert enter(page, passphrase) == "open" and found(page, password) == []


@pytest.mark.parametrize("scheme", ["file", "http"])
def test_it_opens_with_the_work_of_one_derivation_and_asks_and_keeps_nothing(
    page, handed, server, scheme
):
    page.open(
        handed.forged("empty", "<!DOCTYPE html><title>empty</title><link rel=icon href='data:,'>")
    )
    # The driver adds a global name when it has waited for a script.
    page.driver.execute_async_script("arguments[0]()")
    names = set(page.run("return Object.keys(window)"))
    server.asked.clear()
    page.open(handed.file("acme").as_uri() if scheme == "file" else server.url("acme.html"))
    assert enter(page, handed.passphrases["acme"]) == "open"
    assert set(page.run("return Object.keys(window)")) <= names
    page.one("#reveal").click()
    page.one("[data-copy=password]").click()
    page.until(lambda: page.one("[data-copy=password]").text == "Copiado")
    assert page.run("return performance.getEntriesByType('resource').length") == 0
    assert scheme == "file" or server.asked == ["GET /acme.html"]
    kept = page.driver.execute_async_script(
        "const d = arguments[0]; Promise.all([localStorage.length, sessionStorage.length, document.cookie, history.state, window.name, "
        "location.hash, location.protocol === 'file:' ? [[], []] : Promise.all([indexedDB.databases(), caches.keys()])]).then(d, e => d(String(e)))"
    )
    assert kept == [0, 0, "", None, "", "", [[], []]]


@pytest.mark.parametrize("wait", [5, 15])
def test_a_page_that_nobody_uses_forgets(page, handed, wait):
    unlock(page, handed)
    page.one("#reveal").click()
    if wait == 5:
        page.run(
            "Object.defineProperty(document, 'hidden', {get: () => true}); document.dispatchEvent(new Event('visibilitychange'))"
        )
    assert page.run("return [...timers.values()].map(t => t[0] / 60000)") == [wait]
    assert found(page, sealed.PASSWORD) == [sealed.PASSWORD]
    pass_time(page)
    assert state(page) == "cleared" and shown(page) == ["cleared"]
    assert found(page, sealed.PASSWORD, "cyn@acme.example", handed.passphrases["acme"]) == []


# Timers stop while a computer sleeps.
def test_a_page_asleep_for_too_long_is_closed_at_the_first_touch(page, handed):
    unlock(page, handed)
    page.one("#reveal").click()
    page.run("const now = Date.now(); window.minutes = 0; Date.now = () => now + minutes * 60000")
    for minutes in [14, 28]:
        page.run("minutes = arguments[0]", minutes)
        page.keys(Keys.SHIFT)
        assert state(page) == "open"
    page.run("minutes = 44")
    page.keys(Keys.SHIFT)
    assert state(page) == "cleared" and page.focused("e.id") == "passphrase"
    assert found(page, sealed.PASSWORD, "cyn@acme.example") == []


def test_work_that_ends_after_somebody_has_left_shows_nothing(page, handed, before):
    before(DECIPHER)
    page.open(handed.file("acme").as_uri())
    submit(page, handed.passphrases["acme"])
    page.until(lambda: page.run("return derivations") == 1)
    page.run("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
    assert state(page) == "locked"
    page.until(lambda: page.run("return deciphered") == 1)
    page.driver.execute_async_script("setTimeout(arguments[0], 0)")
    assert state(page) == "locked" and found(page, "cyn@acme.example") == []
    assert enter(page, handed.passphrases["acme"]) == "open"


# A browser restores a served page whole; it reloads one from disk, and may refill its fields.
@pytest.mark.parametrize("scheme", ["file", "http"])
@pytest.mark.parametrize("done", ["opened", "only typed"])
def test_whoever_comes_back_to_it_finds_it_locked(page, handed, server, scheme, done):
    def address(slug):
        return handed.file(slug).as_uri() if scheme == "file" else server.url(f"{slug}.html")

    passphrase = handed.passphrases["acme"]
    page.open(address("acme"))
    if done == "opened":
        assert enter(page, passphrase) == "open"
        page.one("#reveal").click()
        assert found(page, sealed.PASSWORD) == [sealed.PASSWORD]
    else:
        page.one("#passphrase").send_keys(passphrase)
        assert found(page, passphrase) == [passphrase]
    page.run("window.kept = true")
    page.open(address("harbour"))
    page.driver.back()
    page.until(lambda: "acme" in page.url and page.run("return document.readyState") == "complete")
    assert page.run("return window.kept === true") == (scheme == "http")
    assert state(page) == ("cleared" if scheme == "http" and done == "opened" else "locked")
    assert found(page, sealed.PASSWORD, "cyn@acme.example", passphrase) == []
    assert enter(page, passphrase) == "open"


def test_under_a_plain_http_name_it_says_that_it_cannot_be_opened_there(elsewhere, handed, server):
    elsewhere.reset()
    elsewhere.console()
    elsewhere.open(server.url("harbour.html", "portal.example"))
    assert elsewhere.run("return [isSecureContext, typeof crypto.subtle]") == [False, "undefined"]
    assert shown(elsewhere) == ["insecure"] and not elsewhere.one("form").is_displayed()
    assert (
        "It cannot be opened here." in elsewhere.one("#sealed").text
        and "https://" in elsewhere.one("#sealed").text
    )
    button = elsewhere.one("#copy-url")
    button.click()
    elsewhere.until(lambda: button.text == "Copied")
    assert elsewhere.console() == []


def test_a_browser_that_may_keep_nothing_opens_it(elsewhere, handed, server):
    elsewhere.reset()
    elsewhere.console()
    elsewhere.open(server.url("acme.html"))
    for store in ["localStorage", "sessionStorage"]:
        assert (
            elsewhere.run(f"try {{ return {store}.length }} catch (e) {{ return e.name }}")
            == "SecurityError"
        )
    assert elsewhere.run("document.cookie = 'x=1'; return document.cookie") == ""
    assert enter(elsewhere, handed.passphrases["acme"]) == "open"
    elsewhere.one("#reveal").click()
    assert found(elsewhere, sealed.PASSWORD) == [sealed.PASSWORD]
    elsewhere.one("#lock").click()
    assert found(elsewhere, sealed.PASSWORD) == []
    assert elsewhere.console() == []


# The operator's view


def test_another_password_is_sealed_anew_for_the_same_passphrase(handed):
    slug = "harbour"
    before = handed.public(slug).read_bytes()
    handed.run("build")
    assert handed.public(slug).read_bytes() == before == handed.file(slug).read_bytes()
    handed.set(slug, "another password")
    handed.run("build")
    after = handed.public(slug).read_text()
    old, new = sealed.envelope(before.decode())["h"], sealed.envelope(after)["h"]
    assert all(
        one != other for one, other in zip(old.split(";")[3:5], new.split(";")[3:5], strict=True)
    )
    assert sealed.opened(after, handed.passphrases[slug])["pass"] == "another password"
    handed.file(slug).write_text(after)


@pytest.mark.parametrize(
    "language,words",
    [
        ("", ["no se sabe", "Cambiar la contraseña antes del", "hoy"]),
        ("en/", ["unknown", "Change the password by", "today"]),
    ],
)
@pytest.mark.parametrize("slug", ["acme", "harbour"])
def test_the_operators_page_says_what_was_handed_over_and_the_commands_for_it(
    page, handed, slug, language, words
):
    listed = next(
        line.split() for line in handed.run("handoff", "list").splitlines() if line.startswith(slug)
    )
    when, fingerprint, rotate = listed[2], listed[3], listed[5]
    page.open(
        (handed.folder / "public" / "portal" / language / "clients" / f"{slug}.html").as_uri()
    )
    page.one(".fold > summary").click()
    section = page.one("section[aria-labelledby=handoff]")
    facts = page.run(
        "return [...arguments[0].querySelectorAll('.facts div')].map(d => [d.querySelector('dt').innerText, d.querySelector('dd').innerText, "
        "d.querySelector('time')?.dateTime])",
        section,
    )
    # The page has minutes.
    assert datetime.fromisoformat(facts[0][2]) == datetime.fromisoformat(
        when.replace("Z", "+00:00")
    ).replace(second=0)
    unknown, change, today = words
    due = next(fact for fact in facts if fact[0] == change)
    # Pages use the agency's zone, the command line UTC: the dates may differ by a day.
    shown = date.fromisoformat(due[2])
    assert 0 <= (shown - date.fromisoformat(rotate)).days <= 1
    assert (shown - datetime.fromisoformat(facts[0][2]).date()).days == 14
    assert str(shown.day) in due[1] and str(shown.year) in due[1]
    assert {unknown, fingerprint} <= {text for _, text, _ in facts}
    assert section.text.count(fingerprint) == 2
    assert page.texts(".age")[0].endswith(f" · {today}")
    commands = " ".join(page.texts("section[aria-labelledby=handoff] :is(pre, code)"))
    for verb in ["handoff give", "credential list", "credential show", "handoff withdraw"]:
        assert f"puerto {verb} {slug}" in commands


def test_what_was_withdrawn_leaves_a_page_without_anything_sealed(page, handed):
    mailed, published = handed.page("hard"), handed.public("hard")
    assert "envelope" in published.read_text()
    handed.run("handoff", "withdraw", "hard")
    handed.run("build")
    text = published.read_text()
    assert "envelope" not in text and json.dumps(sealed.envelope(mailed)["c"]) not in text
    page.open(published.as_uri())
    assert page.all("form, #sealed") == [] and "nunca en esta página" in page.one("main").text
    # A page that was mailed cannot be revoked.
    assert unlock(page, handed, "hard") == "open"
