"""Secrets in the operator's browser: revealed, and handed over by one-time links."""

from handoff import everything
from test_live import CLIENT, answered, dialog, logged_in, posts


def reveal(browser, field):
    browser.until(lambda: browser.all(f"[data-reveal={field}] button"))
    browser.one(f"[data-reveal={field}] button").click()


def test_a_credential_is_opened_here_and_only_while_it_is_shown(browser, hook):
    logged_in(browser, hook.url(CLIENT))
    for field in ["app", "postgres"]:
        value = hook.values[field]
        reveal(browser, field)
        browser.until(lambda: browser.all("dialog .secret"))
        assert value not in everything(browser)
        browser.one("dialog .secrets button").click()
        assert browser.one("dialog .secret").get_property("textContent") == value
        browser.one("dialog .secrets button").click()
        assert value not in everything(browser)
        browser.all("dialog .secrets button")[1].click()
        browser.until(lambda: "Copiado" in browser.texts("dialog .secrets")[0])
        browser.one("dialog .buttons button").click()
        assert value not in everything(browser)
    assert [body["field"] for _, body in posts(hook, "/reveals")] == ["app", "postgres"]
    # Each request has its own key.
    assert len({body["public_key"] for _, body in posts(hook, "/reveals")}) == 2


def test_it_goes_by_itself_and_when_the_tab_is_left(browser, hook):
    source = "const later = setTimeout; window.setTimeout = (f, ms, ...all) => later(f, ms === 60000 ? (window.minute = 1500) : ms, ...all)"
    script = browser.cdp("Page.addScriptToEvaluateOnNewDocument", source=source)
    try:
        logged_in(browser, hook.url(CLIENT))
        reveal(browser, "app")
        answered(browser, "Ya no se muestra")
        assert browser.run("return window.minute") == 1500
    finally:
        browser.cdp("Page.removeScriptToEvaluateOnNewDocument", identifier=script["identifier"])
    logged_in(browser, hook.url(CLIENT))
    reveal(browser, "app")
    browser.until(lambda: browser.all("dialog .secret"))
    browser.one("dialog .secrets button").click()
    browser.run(
        "Object.defineProperty(document, 'hidden', {get: () => true, configurable: true}); document.dispatchEvent(new Event('visibilitychange'))"
    )
    answered(browser, "Ya no se muestra")
    assert hook.values["app"] not in everything(browser)


def test_the_password_is_asked_for_once_more_where_the_hook_wants_it(browser, hook):
    hook.is_confirmed = False
    logged_in(browser, hook.url(CLIENT))
    reveal(browser, "postgres")
    browser.until(lambda: browser.all("dialog input[type=password]"))
    browser.one("dialog input").send_keys("otra")
    browser.one("dialog .primary").click()
    answered(browser, "Esa no es la contraseña")
    browser.one("dialog input").clear()
    browser.one("dialog input").send_keys("correcta")
    browser.one("dialog .primary").click()
    browser.until(lambda: browser.all("dialog .secret"))
    browser.one("dialog .secrets button").click()
    assert browser.one("dialog .secret").text == hook.values["postgres"]


def test_what_was_sealed_for_another_place_is_not_shown(browser, hook):
    sealed = hook.sealed

    def swapped(errand):
        envelope = sealed(errand)
        return envelope and envelope | {
            "ciphertext": "A" + envelope["ciphertext"][1:]
            if envelope["ciphertext"][0] != "A"
            else "B" + envelope["ciphertext"][1:]
        }

    hook.sealed = swapped
    logged_in(browser, hook.url(CLIENT))
    reveal(browser, "app")
    answered(browser, "no se puede abrir")


def test_a_link_is_made_shown_listed_and_taken_back(browser, hook):
    logged_in(browser, hook.url(CLIENT))
    browser.until(lambda: browser.all(".links .make"))
    browser.one(".links .make").click()
    browser.until(lambda: browser.all("dialog select"))
    browser.run("document.querySelectorAll('dialog select')[1].value = '86400'")
    views = browser.one("dialog input[type=number]")
    views.clear()
    views.send_keys("11")
    assert not browser.one("dialog .primary").is_enabled()
    views.clear()
    views.send_keys("2")
    browser.one("dialog .primary").click()
    browser.until(lambda: browser.all("dialog .secret"))
    assert browser.texts("dialog .secret") == hook.handed.split("\n")
    assert "por otro camino" in dialog(browser)
    body = posts(hook, "/links")[0][1]
    assert {**body, "public_key": ""} == {
        "field": "app",
        "passphrase": True,
        "expires_in": 86400,
        "views": 2,
        "public_key": "",
    }
    browser.one("dialog .buttons button").click()
    assert hook.handed.split("\n")[0] not in everything(browser)
    browser.until(lambda: "abierto" in (browser.texts(".links tbody") or [""])[0])
    browser.one(".links tbody button").click()
    browser.until(lambda: browser.all("dialog .danger"))
    browser.one("dialog .danger").click()
    browser.until(lambda: "retirado" in browser.texts(".links tbody")[0])
    assert browser.all(".links tbody button") == []


def test_a_link_without_a_passphrase_has_no_second_line(browser, hook):
    hook.handed = "https://portal.example/x/#1.A.B"
    logged_in(browser, hook.url(CLIENT))
    browser.until(lambda: browser.all(".links .make"))
    browser.one(".links .make").click()
    browser.until(lambda: browser.all("dialog input[type=checkbox]"))
    browser.one("dialog input[type=checkbox]").click()
    browser.one("dialog .primary").click()
    browser.until(lambda: browser.all("dialog .secret"))
    assert browser.texts("dialog .secret") == [hook.handed]
    assert posts(hook, "/links")[0][1]["passphrase"] is False


def test_where_the_browser_has_no_cryptography_no_button_is_there(browser, hook):
    script = browser.cdp(
        "Page.addScriptToEvaluateOnNewDocument",
        source="Object.defineProperty(window, 'isSecureContext', {value: false})",
    )
    try:
        logged_in(browser, hook.url(CLIENT))
        browser.until(lambda: hook.asked[-1][1].startswith("/tenants"))
        assert browser.all("[data-reveal] button, .links .make") == []
    finally:
        browser.cdp("Page.removeScriptToEvaluateOnNewDocument", identifier=script["identifier"])
