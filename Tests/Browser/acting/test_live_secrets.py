"""Secrets in the operator's browser: revealed, and handed over by one-time links. Each is approved."""

from handoff import everything
from passkeys import approve
from selenium.webdriver.support.ui import Select
from test_live import CLIENT, answered, dialog, logged_in, posts


def reveal(browser, field):
    browser.until(lambda: browser.all(f"[data-reveal={field}] button"))
    browser.one(f"[data-reveal={field}] button").click()
    approve(browser)


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
    asked = [body for _, body in posts(hook, "/approvals")]
    assert [(body["act"], body["field"]) for body in asked] == [
        ("reveal", "app"),
        ("reveal", "postgres"),
    ]
    # Each request has its own key.
    assert len({body["public_key"] for body in asked}) == 2


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


def test_a_handoff_is_two_texts_and_the_link_is_taken_back(browser, hook):
    link, phrase = hook.handed.split("\n")
    logged_in(browser, hook.url(CLIENT))
    browser.until(lambda: browser.all(".links .make"))
    assert browser.texts(".links .make") == ["Entregar"]
    # What the button does needs no command.
    assert not browser.one(".links .typed").is_displayed()
    browser.one(".links .make").click()
    browser.until(lambda: browser.all("dialog select"))
    browser.run("document.querySelectorAll('dialog select')[2].value = '86400'")
    views = browser.one("dialog input[type=number]")
    views.clear()
    views.send_keys("11")
    assert not browser.one("dialog .primary").is_enabled()
    views.clear()
    views.send_keys("2")
    browser.one("dialog .primary").click()
    approve(browser)
    browser.until(lambda: browser.all("dialog .secret"))
    mail, message = browser.texts("dialog .secret")
    assert link in mail and phrase not in mail
    assert phrase in message and link not in message
    assert "Se puede abrir 2 veces y caduca en 1 día." in mail and "Estudio Ñandú" in message
    assert "caminos distintos" in dialog(browser)
    # Each button copies its own text, and there is no third.
    buttons = browser.all("dialog .secrets button")
    assert len(buttons) == 2
    for button, text in zip(buttons, [mail, message], strict=True):
        browser.run(
            "window.copied = null; navigator.clipboard.writeText = async (text) => { window.copied = text; }"
        )
        button.click()
        browser.until(lambda: browser.run("return window.copied") == text)
        browser.run("delete window.copied")
    body = posts(hook, "/approvals")[0][1]
    assert {**body, "public_key": ""} == {
        "act": "link",
        "tenant": "acme",
        "field": "app",
        "passphrase": True,
        "expires_in": 86400,
        "views": 2,
        "public_key": "",
    }
    browser.one("dialog .buttons button").click()
    assert link not in everything(browser) and phrase not in everything(browser)
    browser.until(lambda: "sin abrir" in (browser.texts(".links tbody") or [""])[0])
    browser.one(".links tbody button").click()
    browser.until(lambda: browser.all("dialog .danger"))
    browser.one("dialog .danger").click()
    browser.until(lambda: browser.texts(".links summary") == ["Enlaces anteriores (1)"])
    browser.one(".links summary").click()
    assert "retirado" in browser.texts(".links tbody")[0]
    assert "web:ana" in browser.texts(".links tbody")[0].split("retirado")[1]
    assert browser.all(".links tbody button") == []


def test_a_sealed_page_is_handed_over_as_two_texts(browser, hook):
    address, phrase = hook.page_handed.split("\n")
    logged_in(browser, hook.url(CLIENT))
    browser.until(lambda: browser.all(".links .make"))
    browser.one(".links .make").click()
    browser.until(lambda: browser.all("dialog select"))
    Select(browser.one("dialog select")).select_by_value("page")
    assert not browser.one("dialog input[type=number]").is_displayed()
    assert "la nueva la sustituye" in dialog(browser)
    browser.one("dialog .primary").click()
    browser.until(lambda: browser.all("dialog .covered"))
    assert "página sellada que da la contraseña" in browser.one("dialog .promise").text
    assert browser.texts("dialog .covered code") == ["page", "acme", "words"]
    approve(browser)
    browser.until(lambda: browser.all("dialog .secret"))
    mail, message = browser.texts("dialog .secret")
    assert address in mail and phrase not in mail
    assert phrase in message and address not in message
    assert "Esta es su página de bienvenida" in mail and "publicada" in dialog(browser)
    assert len(browser.all("dialog .secrets button")) == 2
    body = posts(hook, "/approvals")[0][1]
    assert {**body, "public_key": ""} == {"act": "page", "tenant": "acme", "public_key": ""}
    browser.one("dialog .buttons button").click()
    assert phrase not in everything(browser)


def test_where_the_browser_has_no_cryptography_no_button_is_there(browser, hook):
    script = browser.cdp(
        "Page.addScriptToEvaluateOnNewDocument",
        source="Object.defineProperty(window, 'isSecureContext', {value: false})",
    )
    try:
        logged_in(browser, hook.url(CLIENT))
        browser.until(lambda: hook.asked[-1][1].startswith("/tenants"))
        assert browser.all("[data-reveal] button, .links .make") == []
        assert "sin HTTPS" in browser.texts(".no-reveal")[0]
        commands = ["puerto credential show acme app", "puerto credential show acme postgres"]
        assert browser.texts(".no-reveal code") == commands
    finally:
        browser.cdp("Page.removeScriptToEvaluateOnNewDocument", identifier=script["identifier"])
