"""The sealed onboarding page, as a client sees it."""

import functools
import http.server
import threading
import unicodedata

import pytest
from selenium.webdriver.common.keys import Keys

import sealed
from test_accessibility import violations
from test_print import printed
from test_shots import SHOTS

# Counts derivations, and keeps timers of a minute and more to be run by hand.
WATCH = """
window.derivations = 0;
const derive = crypto.subtle?.deriveBits.bind(crypto.subtle);
if (derive) crypto.subtle.deriveBits = (...all) => { if (all[0].name === "PBKDF2") derivations++; return derive(...all); };
const later = window.setTimeout, timers = window.timers = new Map();
const never = window.clearTimeout;
window.setTimeout = (f, wait, ...all) => wait < 60000 ? later(f, wait, ...all) : (timers.set(-timers.size - 1, [wait, f]), -timers.size);
window.clearTimeout = (id) => { if (!timers.delete(id)) never(id); };
"""


@pytest.fixture(scope="module")
def handed(tmp_path_factory):
    return sealed.Handed(tmp_path_factory.mktemp("sealed") / "workspace")


@pytest.fixture
def page(browser):
    watch = browser.cdp("Page.addScriptToEvaluateOnNewDocument", source=WATCH)
    for name in ["clipboard-read", "clipboard-write"]:
        browser.cdp("Browser.setPermission", permission={"name": name}, setting="granted")
    yield browser
    browser.cdp("Page.removeScriptToEvaluateOnNewDocument", identifier=watch["identifier"])
    assert browser.messages() == []


def state(page):
    return page.run("return document.getElementById('sealed').dataset.state")


def shown(page):
    return page.run(
        "return [...document.querySelectorAll('#sealed [data-state]')].filter(e => e.checkVisibility()).map(e => e.dataset.state)")


def everything(page):
    return page.run("return document.documentElement.outerHTML + document.getElementById('passphrase').value")


def enter(page, passphrase):
    page.run("const f = document.getElementById('passphrase'); f.focus(); f.value = arguments[0]", passphrase)
    page.keys(Keys.ENTER)
    page.until(lambda: state(page) != "busy", 30)
    return state(page)


def unlock(page, handed, slug="acme"):
    page.open(handed.file(slug).as_uri())
    return enter(page, handed.passphrases[slug])


@pytest.fixture(scope="module")
def server(handed):
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    handler = functools.partial(Quiet, directory=str(handed.folder.parent))
    running = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()


@pytest.mark.parametrize("slug", ["acme", "harbour", "hard"])
def test_an_independent_reader_opens_what_the_command_has_sealed(handed, slug):
    content = sealed.opened(handed.page(slug), handed.passphrases[slug])
    assert content["pass"] == handed.passwords[slug]
    assert content["url"].startswith("http://localhost:800") and "@" in content["user"]
    assert sealed.policy_holds(handed.page(slug))


def test_it_opens_from_a_file_in_less_than_two_seconds(page, handed):
    page.open(handed.file("acme").as_uri())
    assert state(page) == "locked" and page.one("form").is_displayed() and not page.one("#opened").is_displayed()
    milliseconds = page.driver.execute_async_script(
        """
        const [passphrase, done] = arguments, box = document.getElementById("sealed"), start = performance.now();
        new MutationObserver(() => { if (box.dataset.state === "open") done(performance.now() - start); }).observe(box, {attributes: true});
        document.getElementById("passphrase").value = passphrase;
        document.querySelector("form").requestSubmit();
        """, handed.passphrases["acme"])
    assert milliseconds < 2000
    assert page.one("#user").text == "cyn@acme.example"


def test_it_opens_from_a_server_whatever_follows_the_address(page, handed, server):
    page.open(f"{server}/acme.html?remember_me=1&pwd=x#staticrypt_pwd={'a' * 64}&remember_me")
    assert state(page) == "locked" and page.one("#passphrase").get_attribute("value") == ""
    assert enter(page, handed.passphrases["acme"]) == "open"


def test_the_password_is_in_the_page_only_while_it_is_shown(page, handed):
    assert unlock(page, handed) == "open"
    password = sealed.PASSWORD
    assert password not in page.run("return document.body.textContent") and handed.passphrases["acme"] not in everything(page)
    page.one("#reveal").click()
    assert page.run("return document.getElementById('password').innerText") == password
    page.one("#reveal").click()
    assert password not in page.run("return document.body.textContent")
    page.one("#lock").click()
    assert state(page) == "locked" and "cyn@acme.example" not in everything(page)
    assert page.focused("e.id") == "passphrase"


def test_everything_can_be_copied(page, handed):
    unlock(page, handed)
    wanted = {"[data-copy=user]": "cyn@acme.example", "[data-copy=password]": sealed.PASSWORD, "#copy-url": "http://localhost:8001"}
    for selector, text in wanted.items():
        button = page.one(selector)
        button.click()
        page.until(lambda: button.text == "Copiado")
        read = page.driver.execute_async_script("const d = arguments[0]; navigator.clipboard.readText().then(d, d)")
        assert read == text
        assert sealed.PASSWORD not in page.run("return document.body.textContent")


def test_a_keyboard_is_enough(page, handed):
    page.open(handed.file("acme").as_uri())
    for _ in range(6):
        page.keys(Keys.TAB)
        if page.focused("e.id") == "passphrase":
            break
    page.keys(handed.passphrases["acme"], Keys.ENTER)
    page.until(lambda: state(page) == "open")
    order = []
    for _ in range(4):
        page.keys(Keys.TAB)
        order.append(page.focused("e.dataset.copy || e.id"))
    assert order == ["user", "reveal", "password", "lock"]


def test_a_wrong_passphrase_says_so_and_may_be_followed_by_the_right_one(page, handed):
    page.open(handed.file("harbour").as_uri())
    assert enter(page, "another phrase") == "wrong" and shown(page) == ["wrong"]
    assert "That is not the passphrase." in page.one("#sealed").text
    assert page.focused("[e.id, e.value.length === e.selectionEnd - e.selectionStart]") == ["passphrase", True]
    assert enter(page, handed.passphrases["harbour"]) == "open"


def test_accents_and_white_space_around_do_not_matter_and_the_rest_does(page, handed):
    handed.hand("hard", "--own-passphrase", input="Ñandú  camión azul 42\n")
    own = "Ñandú  camión azul 42"
    page.open(handed.file("hard").as_uri())
    for other in [own.replace("  ", " "), own.lower(), "\u00a0" + own]:
        assert enter(page, other) == "wrong"
    for same in [unicodedata.normalize("NFD", own), f" \t{own}\n"]:
        assert enter(page, same) == "open"
        page.one("#lock").click()
    handed.passphrases["hard"] = own


def test_nothing_and_far_too_much_cost_no_work(page, handed):
    page.open(handed.file("acme").as_uri())
    page.one("form button").click()
    assert state(page) == "locked" and page.focused("e.id") == "passphrase"
    for long in ["a" * 1025, "ñ" * 513, "🦀" * 250_000]:
        assert enter(page, long) == "wrong"
    assert page.run("return derivations") == 0


@pytest.mark.parametrize("wait", [5, 15])
def test_a_page_that_nobody_uses_forgets(page, handed, wait):
    unlock(page, handed)
    page.one("#reveal").click()
    if wait == 5:
        page.run("Object.defineProperty(document, 'hidden', {get: () => true}); document.dispatchEvent(new Event('visibilitychange'))")
    waits = page.run("return [...timers.values()].map(t => t[0] / 60000)")
    assert waits[-1] == wait
    page.run("[...timers.values()].at(-1)[1]()")
    assert state(page) == "cleared" and shown(page) == ["cleared"]
    assert sealed.PASSWORD not in everything(page) and "cyn@acme.example" not in everything(page)


def test_whoever_comes_back_to_it_finds_it_locked(page, handed):
    unlock(page, handed)
    page.one("#reveal").click()
    page.open(handed.file("harbour").as_uri())
    page.driver.back()
    page.until(lambda: state(page) in ["locked", "cleared"])
    assert sealed.PASSWORD not in everything(page)


def test_without_script_it_says_what_is_needed(page, handed):
    page.script(False)
    page.open(handed.file("acme").as_uri())
    page.script(True)
    assert "Hace falta JavaScript" in page.one("#sealed").text
    assert not page.one("form").is_displayed() and not page.one("#opened").is_displayed()


def test_where_the_browser_does_not_decrypt_it_says_so(page, handed):
    gone = page.cdp(
        "Page.addScriptToEvaluateOnNewDocument", source="Object.defineProperty(Crypto.prototype, 'subtle', {get: () => undefined})")
    page.open(handed.file("harbour").as_uri())
    page.cdp("Page.removeScriptToEvaluateOnNewDocument", identifier=gone["identifier"])
    assert shown(page) == ["insecure"] and not page.one("form").is_displayed()
    assert "It cannot be opened here." in page.one("#sealed").text


def test_inside_another_page_it_stays_closed(page, handed):
    page.open(handed.forged("frame", f'<!DOCTYPE html><iframe src="{handed.file("acme").as_uri()}" width="800" height="800"></iframe>'))
    page.driver.switch_to.frame(0)
    try:
        assert shown(page) == ["framed"] and not page.one("form").is_displayed()
    finally:
        page.driver.switch_to.default_content()


def test_what_a_record_holds_is_text(page, handed):
    assert unlock(page, handed, "hard") == "open"
    assert page.one("h1").text == sealed.HOSTILE
    page.one("#reveal").click()
    assert page.one("#password").text == handed.passwords["hard"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_no_violation_in_any_state(page, handed, scheme, width):
    page.media(scheme)
    page.size(width, 900)
    for slug in ["acme", "harbour"]:
        for prepare in [None, lambda: enter(page, "no"), lambda: (enter(page, handed.passphrases[slug]), page.one("#reveal").click())]:
            assert violations(page, handed.file(slug).as_uri(), prepare) == []


@pytest.mark.parametrize("width", [320, 390])
def test_it_fits_a_telephone(page, handed, width):
    page.size(width, 780)
    for slug in ["acme", "hard"]:
        unlock(page, handed, slug)
        page.one("#reveal").click()
        assert page.run("return document.documentElement.scrollWidth") <= width


def test_paper_is_one_sheet_and_has_the_password_only_when_it_is_shown(page, handed, tmp_path):
    url = handed.file("harbour").as_uri()
    count, sheets = printed(page, url, tmp_path)
    assert count == 1 and "The password is not on paper" in sheets[0] and "jo@harbour.example" not in sheets[0]

    def paper():
        page_open, page.open = page.open, lambda url: page
        try:
            return printed(page, url, tmp_path)
        finally:
            page.open = page_open

    unlock(page, handed, "harbour")
    count, sheets = paper()
    assert count == 1 and "jo@harbour.example" in sheets[0] and handed.passwords["harbour"] not in sheets[0]
    page.one("#reveal").click()
    count, sheets = paper()
    assert count == 1 and handed.passwords["harbour"] in sheets[0]
    for word in ["Copy", "Hide", "Lock again", "Passphrase\n"]:
        assert word not in sheets[0]


def test_another_password_is_sealed_anew_for_the_same_passphrase(handed):
    slug = "harbour"
    published = next(p for p in (handed.folder / "public" / "welcome").iterdir() if "Harbour" in p.read_text())
    before = published.read_bytes()
    handed.run("build")
    assert published.read_bytes() == before == handed.file(slug).read_bytes()
    handed.set(slug, "another password")
    handed.run("build")
    after = published.read_text()
    old, new = sealed.envelope(before.decode())["h"], sealed.envelope(after)["h"]
    assert all(one != other for one, other in zip(old.split(";")[3:5], new.split(";")[3:5]))
    assert sealed.opened(after, handed.passphrases[slug])["pass"] == "another password"
    handed.file(slug).write_text(after)


@pytest.mark.parametrize("language,words", [("", ["no se sabe", "Cambiar la contraseña antes del"]), ("en/", ["unknown", "Change the password by"])])
def test_the_operators_page_says_what_was_handed_over(page, handed, language, words):
    page.open((handed.folder / "public" / "portal" / f"{language}clients" / "acme.html").as_uri())
    text = page.one("section[aria-labelledby=handoff]").text
    listed = handed.run("credential", "list", "acme").split("\n")[1].split()[1]
    assert text.count(listed) == 2 and all(word in text for word in words)
    assert "puerto handoff page acme --out acme.html" in text
    assert page.texts(".age")[0].endswith(" · today" if language else " · hoy")


@pytest.mark.parametrize("name,slug,width,scheme", [("es", "acme", 1100, "light"), ("en-dark", "harbour", 1100, "dark"), ("es-phone", "acme", 390, "light")])
def test_pictures_of_every_state(page, handed, name, slug, width, scheme):
    SHOTS.mkdir(exist_ok=True)

    def shoot(what):
        page.driver.save_screenshot(str(SHOTS / f"sealed-{name}-{what}.png"))

    page.media(scheme)
    page.size(width, 1000)
    page.open(handed.file(slug).as_uri())
    shoot("locked")
    assert enter(page, "no") == "wrong"
    shoot("wrong")
    assert enter(page, handed.passphrases[slug]) == "open"
    page.one("#reveal").click()
    shoot("open")
    page.media("light", "print")
    shoot("print")
