"""Passkeys in the browser: made for the command line, and used to log in. The stub verifies both."""

import passkeys
import pytest
from handoff import everything
from selenium.webdriver.common.keys import Keys
from sealing import encoded
from test_live import CLIENT, logged_in, posts

TAKEN = "Este dispositivo ya tiene una llave tuya"


@pytest.fixture
def fresh(browser, hook):
    """A hook whose browser remembers nothing, on the device without passkeys."""
    browser.open(hook.url("nothing"))
    browser.run("localStorage.clear(); sessionStorage.clear()")
    hook.device.own("clearCredentials")
    hook.credentials.clear()
    yield hook
    browser.open(hook.url("nothing"))
    browser.run("localStorage.clear(); sessionStorage.clear()")


def login(browser, hook, query=""):
    hook.role = None
    browser.open(hook.url(f"hook/login{query}"))
    browser.until(lambda: browser.all(".passkey button"))
    return browser


def add_passkey(hook):
    credential, key = hook.device.add(hook.name)
    hook.credentials[credential], hook.counts[credential] = key, 0


def registration(browser, hook, fragment, query=""):
    browser.open("about:blank")
    browser.open(hook.url(f"hook/passkey{query}{fragment}"))
    return browser


def told(browser, text):
    browser.until(lambda: text in browser.texts("main")[0])


def test_a_passkey_is_made_logs_in_and_approves(browser, fresh):
    fragment = fresh.add_offer()
    registration(browser, fresh, fragment)
    told(browser, "La llave será de ana, para el portal de Costa <b> (puerto.localhost).")
    # The secret is in no address, no history and no text of the page.
    assert browser.url == fresh.url("hook/passkey")
    assert fragment.split(".")[2] not in everything(browser)
    browser.one("#register button").click()
    told(browser, "Vuelve a la terminal y confírmala")
    assert "La guarda este dispositivo." in browser.texts("main")[0]
    assert len(fresh.credentials) == 1 and fresh.refused == []
    login(browser, fresh, "?next=%2Fportal%2Fclients%2Facme.html")
    browser.one(".passkey button").click()
    browser.until(lambda: browser.url == fresh.url(CLIENT))
    browser.until(lambda: browser.all("[data-reveal=app] button"))
    browser.one("[data-reveal=app] button").click()
    passkeys.approve(browser)
    browser.until(lambda: browser.all("dialog .secret"))
    assert [given["act"] for given in fresh.given] == ["reveal"]


def test_no_server_sees_the_secret(browser, fresh):
    fragment = fresh.add_offer()
    secret = fragment.split(".")[2]
    registration(browser, fresh, fragment)
    told(browser, "La llave será de ana")
    browser.one("#register button").click()
    told(browser, "Vuelve a la terminal")
    assert secret not in repr(fresh.asked)


@pytest.mark.parametrize(
    "fragment", ["", "#1", "#2.{id}.{secret}", "#1.{id}.{secret}.x", "#1.{id}.A"]
)
def test_an_address_that_is_not_whole_is_said(browser, fresh, fragment):
    _, number, secret = fresh.add_offer().split(".")
    registration(browser, fresh, fragment.format(id=number, secret=secret))
    told(browser, "le falta una parte")
    assert browser.url == fresh.url("hook/passkey")
    assert [path for _, path, _, _ in fresh.asked if "offers" in path] == []


def test_an_address_that_has_expired_is_said(browser, fresh):
    fragment = fresh.add_offer()
    fresh.offers.clear()
    registration(browser, fresh, fragment)
    told(browser, "ha caducado o ya se ha usado")


def test_an_address_that_expires_while_it_is_open_is_said(browser, fresh):
    registration(browser, fresh, fresh.add_offer(), "?lang=en")
    told(browser, "The passkey will be ana's, for the portal of Costa <b> (puerto.localhost).")
    fresh.offers.clear()
    browser.one("#register button").click()
    told(browser, "This address has expired or has been used")


def test_an_address_is_good_once(browser, fresh):
    fragment = fresh.add_offer()
    registration(browser, fresh, fragment)
    told(browser, "La llave será de ana")
    browser.one("#register button").click()
    told(browser, "Vuelve a la terminal")
    registration(browser, fresh, fragment)
    told(browser, "ya se ha usado")


def test_a_device_that_has_one_makes_no_second(browser, fresh):
    add_passkey(fresh)
    registration(browser, fresh, fresh.add_offer())
    told(browser, "La llave será de ana")
    browser.one("#register button").click()
    told(browser, TAKEN)
    assert browser.one("#register button").is_enabled() and len(fresh.offers) == 1


def test_a_cancelled_prompt_makes_nothing_and_can_be_tried_again(browser, fresh):
    fresh.device.refuses()
    registration(browser, fresh, fresh.add_offer())
    told(browser, "La llave será de ana")
    browser.one("#register button").click()
    told(browser, "No se ha creado nada. Inténtalo otra vez.")
    fresh.device.refuses(False)
    assert browser.focused("e.textContent") == "Crear llave de acceso"
    browser.keys(Keys.ENTER)
    told(browser, "Vuelve a la terminal")


def test_a_refused_passkey_says_why(browser, fresh):
    fresh.verdict = "code"
    registration(browser, fresh, fresh.add_offer(), "?lang=en")
    told(browser, "The passkey will be ana's")
    browser.one("#register button").click()
    told(browser, "The passkey is not valid for this")


def test_a_passkey_is_made_for_no_other_offer(browser, fresh):
    """A hook that swaps the offer gets a code that the broker refuses."""
    fragment = fresh.add_offer()
    other = fresh.add_offer(operator="eva", operator_row=9)[3:].split(".")[0]
    honest = fresh.offer
    fresh.offer = lambda method, number, body: (
        honest("GET", other, body) if method == "GET" else honest(method, number, body)
    )
    registration(browser, fresh, fragment)
    told(browser, "no corresponde a esta página")


def test_another_operators_name_makes_another_code(browser, fresh):
    fragment = fresh.add_offer()
    honest = fresh.offer

    def lying(method, number, body):
        status, answer = honest(method, number, body)
        return status, answer and {**answer, "operator": "eva"}

    fresh.offer = lying
    registration(browser, fresh, fragment)
    told(browser, "La llave será de eva")
    browser.one("#register button").click()
    told(browser, "La llave no vale para esto")
    assert fresh.refused == ["code"] and fresh.credentials == {}


def test_a_security_key_is_told_apart(browser, fresh):
    fresh.device.remove()
    fresh.device.__init__(browser, "usb")
    registration(browser, fresh, fresh.add_offer())
    told(browser, "La llave será de ana")
    browser.one("#register button").click()
    told(browser, "La guarda otro dispositivo o una llave física.")


def test_a_browser_that_cannot_says_so(browser, fresh, before_page):
    before_page("delete window.PublicKeyCredential")
    registration(browser, fresh, fresh.add_offer())
    told(browser, "no puede crear llaves de acceso aquí")
    browser.open(fresh.url("hook/login"))
    browser.until(lambda: browser.run("return document.readyState") == "complete")
    assert browser.all(".passkey") == [] and browser.one("#password").is_displayed()


def test_the_form_is_folded_where_a_passkey_has_logged_in_before(browser, fresh):
    add_passkey(fresh)
    login(browser, fresh)
    assert browser.one("#password").is_displayed() and browser.all(".fold #login") == []
    assert browser.focused("e.id") == "operator"
    browser.one(".passkey button").click()
    browser.until(lambda: "/portal/" in browser.url)
    login(browser, fresh)
    assert not browser.one("#password").is_displayed()
    assert browser.focused("e.textContent") == "Entrar con llave de acceso"
    browser.keys(Keys.TAB, Keys.ENTER)
    assert browser.one("#password").is_displayed()
    browser.one("summary").click()
    browser.one(".passkey button").click()
    browser.until(lambda: "/portal/" in browser.url)


def test_a_cancelled_login_can_be_tried_again(browser, fresh):
    add_passkey(fresh)
    fresh.device.refuses()
    login(browser, fresh, "?lang=en")
    browser.one(".passkey button").click()
    told(browser, "No passkey was used. Try again, or log in with the password.")
    fresh.device.refuses(False)
    browser.keys(Keys.ENTER)
    browser.until(lambda: "/portal/" in browser.url)


@pytest.mark.parametrize(
    "lang, says", [("es", "La llave no vale"), ("en", "The passkey is not valid")]
)
def test_a_refused_login_says_why(browser, fresh, lang, says):
    add_passkey(fresh)
    fresh.verdict = "role"
    login(browser, fresh, f"?lang={lang}")
    browser.one(".passkey button").click()
    told(browser, says)
    assert browser.run("return localStorage.length") == 0
    assert browser.one(".passkey .error").get_attribute("lang") == lang


def test_a_login_without_the_hook_says_so(browser, fresh):
    login(browser, fresh)
    fresh.is_down = True
    browser.one(".passkey button").click()
    told(browser, "El portal no puede actuar ahora")


def given(fresh, *acts):
    """The approvals that the hook tells of, the newest first."""
    fresh.given = [
        {"at": f"2026-11-2{day}T10:00:00Z", "act": act, "tenant": "acme", "passkey": "YubiKey 5"}
        for day, act in reversed(list(enumerate(acts)))
    ]


def visit(browser, hook, page=CLIENT):
    """The first page after a login."""
    login(browser, hook)
    hook.role = "owner"
    logged_in(browser, hook.url(page))
    browser.until(lambda: any(path == "/approvals" for _, path, _, _ in hook.asked))
    browser.until(lambda: browser.all(".links .make, .actions button"))


def test_the_approvals_since_the_last_visit_are_told_once(browser, fresh):
    given(fresh, "reveal")
    visit(browser, fresh)
    browser.until(lambda: browser.all(".visit"))
    assert browser.texts(".visit p") == ["Tus últimas aprobaciones:"]
    assert browser.texts(".visit li")[0].startswith("contraseña mostrada, acme")
    logged_in(browser, fresh.url(CLIENT))
    browser.until(lambda: browser.all(".links .make"))
    assert browser.all(".visit") == []
    given(fresh, "reveal", "archive", "link")
    visit(browser, fresh, "portal/index.html")
    browser.until(lambda: browser.all(".visit"))
    assert browser.texts(".visit p") == ["Aprobaste desde tu última visita:"]
    lines = browser.texts(".visit li")
    assert [line.split(",")[0] for line in lines] == ["enlace de un solo uso", "archivo"]
    assert "YubiKey 5" in lines[0]
    browser.one(".visit button").click()
    assert browser.all(".visit") == []
    visit(browser, fresh)
    assert browser.all(".visit") == []


def test_where_nothing_was_approved_nothing_is_told(browser, fresh):
    visit(browser, fresh)
    assert browser.all(".visit") == []


def test_what_was_approved_here_is_not_told_here_again(browser, fresh):
    add_passkey(fresh)
    visit(browser, fresh)
    browser.one("[data-reveal=app] button").click()
    passkeys.approve(browser)
    browser.until(lambda: browser.all("dialog .secret"))
    browser.until(lambda: browser.run("return localStorage.getItem('puerto.approvals.ana')"))
    visit(browser, fresh)
    assert browser.all(".visit") == []


def test_the_panel_is_every_operators_own(browser, fresh):
    given(fresh, "reveal")
    visit(browser, fresh)
    fresh.operator = "eva"
    login(browser, fresh)
    fresh.role = "owner"
    browser.open(fresh.url(CLIENT))
    browser.until(lambda: browser.all(".visit"))


@pytest.mark.parametrize(
    "count, words", [(0, "Añade tu llave de acceso"), (1, "Solo tienes una llave"), (2, None)]
)
def test_an_owner_without_two_passkeys_is_told_on_the_fleets_page(browser, fresh, count, words):
    fresh.credentials.update((bytes([number] * 16), None) for number in range(count))
    fresh.role = "owner"
    logged_in(browser, fresh.url("portal/index.html"))
    browser.until(lambda: browser.all(".actions button"))
    texts = browser.texts(".few-passkeys p")
    assert [text.startswith(words) for text in texts[:1]] == ([True] if words else [])
    if words:
        assert "puerto operator passkey ana" in browser.one(".few-passkeys").text


def test_a_viewer_is_not_told_of_passkeys(browser, fresh):
    fresh.role = "viewer"
    logged_in(browser, fresh.url("portal/index.html"))
    browser.until(lambda: "solo mira" in browser.one(".account").text)
    assert browser.all(".few-passkeys") == []


def test_the_login_sends_what_the_contract_says_and_no_more(browser, fresh):
    add_passkey(fresh)
    login(browser, fresh)
    browser.one(".passkey button").click()
    browser.until(lambda: "/portal/" in browser.url)
    (first, empty), (second, assertion) = posts(fresh)[:2]
    assert (first, empty) == ("/session/passkey", {})
    assert second.startswith("/session/passkey/")
    assert set(assertion) == {"credential", "client_data", "authenticator_data", "signature"}
    assert assertion["credential"] == encoded(next(iter(fresh.credentials)))
