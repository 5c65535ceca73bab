"""Pages that act: actions are requested and followed, and refusals are explained."""

import pytest
from selenium.webdriver.common.keys import Keys
from stub_approvals import plan_hash

from passkeys import approve

CLIENT = "portal/clients/acme.html"


def click(browser, action, field=None):
    """Clicks an action's link, and opens its menu first."""
    selector = f".actions a[data-action={action}]" + (f"[data-field={field}]" if field else "")
    if browser.run(
        "return Boolean(document.querySelector(arguments[0]).closest('details'))", selector
    ):
        browser.run("document.querySelector('.more').open = true")
    browser.press(selector)


def logged_in(browser, url):
    browser.open(url)
    browser.until(lambda: "ana" in browser.texts(".account")[0])
    return browser


def posts(hook, ending=""):
    return [
        (path, body)
        for method, path, body, _ in hook.asked
        if method == "POST" and path.endswith(ending)
    ]


def dialog(browser):
    return browser.until(lambda: browser.texts("dialog[open]"))[0]


def answered(browser, text):
    browser.until(lambda: text in (browser.texts("dialog[open]") or [""])[0])


def test_an_action_is_asked_for_followed_and_the_page_is_loaded_again(browser, hook, live):
    hook.page = live.public / CLIENT
    logged_in(browser, hook.url(CLIENT))
    browser.run("window.old = true")
    click(browser, "restart")
    answered(browser, "el sistema no responde durante unos segundos")
    browser.press("dialog .primary")
    browser.until(
        lambda: browser.texts("#live-job h3") and "en marcha" in browser.texts("#live-job h3")[0]
    )
    assert browser.texts("dialog[open]") == []
    assert "Reinicio" in browser.texts(".job-line")[0]
    browser.until(lambda: len(browser.texts("#live-job li")) == 7)
    browser.until(lambda: "line 2 <b>" in browser.texts("#live-job pre")[0], 15)
    browser.until(lambda: "comprobación previa hecho" in browser.texts("#live-job ol")[0], 15)
    browser.until(
        lambda: browser.run(
            "return window.old === undefined && document.readyState === 'complete'"
        ),
        40,
    )
    assert "built anew" in browser.run(
        "return document.documentElement.parentNode.lastChild.textContent"
    )
    assert posts(hook, "/restart") == [("/tenants/acme/actions/restart", {})]


GONE = {"state": "gone", "seen_at": "2026-01-02T03:04:05Z"}


def test_an_action_without_a_worker_says_so_at_once(browser, hook):
    hook.worker = GONE
    logged_in(browser, hook.url(CLIENT))
    click(browser, "restart")
    browser.until(lambda: browser.all("dialog form"))
    browser.press("dialog .primary")
    absent = "no hay ningún trabajador en marcha desde el 2 ene 2026"
    browser.until(lambda: browser.all("#live-job .absent"))
    for place in (".toast .absent", "#live-job .absent"):
        text = browser.texts(place)[0]
        assert absent in text and text.endswith("Inícialo con puerto work")
    # It goes as soon as a worker has taken the job.
    hook.worker = {"state": "running"}
    browser.until(lambda: not browser.all("#live-job .absent"), 15)


@pytest.mark.parametrize("state", ["gone", "never"])
def test_a_plan_without_a_worker_says_so_at_once(browser, hook, state):
    hook.worker = {**GONE, "state": state}
    logged_in(browser, hook.url(f"portal/en/{CLIENT.removeprefix('portal/')}"))
    click(browser, "archive")
    browser.until(lambda: browser.all("dialog form"))
    browser.one("dialog input").send_keys("it leaves")
    browser.press("dialog .primary, dialog .danger")
    word = "no worker has ever run" if state == "never" else "no worker has run since"
    answered(browser, word)
    answered(browser, "puerto work")


@pytest.mark.parametrize("held", [".more summary", "#search input"])
def test_a_page_is_not_loaded_again_while_it_is_in_use(browser, hook, live, held):
    hook.page = live.public / CLIENT
    hook.running = hook.add_job("restart")
    logged_in(browser, hook.url(CLIENT))
    browser.run("window.old = true")
    browser.until(lambda: browser.texts("#live-job h3"))
    browser.press(held)
    browser.until(lambda: "Reinicio: hecho" in "".join(browser.texts(".toast")))
    browser.run("const later = window.setTimeout; window.setTimeout = (f) => later(f, 0)")
    offer = "Cargar la página otra vez"
    browser.until(lambda: offer in browser.texts("#live-job .buttons")[0])
    assert browser.run("return window.old")
    browser.press("#live-job .buttons button")
    browser.until(lambda: browser.run("return window.old === undefined"))


def test_a_page_that_stays_the_same_offers_to_be_loaded_again(browser, hook):
    hook.running = hook.add_job("rotate", ends="failed")
    logged_in(browser, hook.url(CLIENT))
    browser.until(lambda: "fallido" in (browser.texts("#live-job h3") or [""])[0], 40)
    assert "port 8001 still answers" in browser.texts("#live-job .error")[0]
    browser.until(lambda: "Cambio de contraseña: fallido" in "".join(browser.texts(".toast")))
    browser.run("const later = window.setTimeout; window.setTimeout = (f) => later(f, 0)")
    browser.until(lambda: "Cargar la página otra vez" in browser.texts("#live-job .buttons")[0], 30)


def test_what_an_action_takes_is_sent(browser, hook):
    logged_in(browser, hook.url(CLIENT))
    for action, field, fill, wanted in [
        ("rotate", "redis", None, {"field": "redis"}),
        ("suspend", None, "no paga", {"reason": "no paga"}),
        (
            "upgrade",
            None,
            "redis=redis:7.4.5",
            {"images": "redis=redis:7.4.5", "plan": plan_hash("upgrade")},
        ),
    ]:
        hook.stall = True
        click(browser, action, field)
        browser.until(lambda: browser.all("dialog form"))
        if fill:
            browser.one("dialog input").send_keys(fill)
        browser.press("dialog .primary, dialog .danger")
        if "plan" in wanted:
            answered(browser, "remove  4 containers")
            browser.press("dialog .primary")
        if action in ("rotate", "upgrade"):
            approve(browser)
        browser.until(lambda: not browser.all("dialog"))
        if action in ("rotate", "upgrade"):
            wanted = {"act": action, "tenant": "acme"} | wanted
            assert posts(hook, "/approvals")[-1][1] == wanted
        else:
            assert posts(hook, f"/{action}")[-1][1] == wanted
    keys = [
        headers["Idempotency-Key"]
        for method, path, _, headers in hook.asked
        if method == "POST" and path in ("/approvals", "/tenants/acme/actions/suspend")
    ]
    assert len(set(keys)) == 3


def test_a_busy_client_says_who_holds_it_and_shows_how_it_goes(browser, hook):
    hook.busy = hook.add_job("upgrade")
    hook.stall = True
    logged_in(browser, hook.url(CLIENT))
    click(browser, "reconcile")
    browser.until(lambda: browser.all("dialog .primary"))
    browser.press("dialog .primary")
    answered(browser, hook.busy[:8])
    browser.until(lambda: "Actualización" in (browser.texts("#live-job h3") or [""])[0])


def test_a_job_can_be_cancelled(browser, hook):
    hook.running = hook.add_job("provision")
    hook.stall = True
    logged_in(browser, hook.url(CLIENT))
    browser.until(lambda: browser.all("#live-job .buttons button"))
    browser.press("#live-job .buttons button")
    browser.until(lambda: "anulado" in browser.texts("#live-job h3")[0])


def test_archiving_wants_the_plan_to_have_been_read_and_the_name_typed(browser, hook):
    logged_in(browser, hook.url(CLIENT))
    click(browser, "archive")
    browser.until(lambda: browser.all("dialog input"))
    browser.one("dialog input").send_keys("se va")
    browser.press("dialog .primary, dialog .danger")
    answered(browser, "remove  4 containers")
    assert not browser.one("dialog .danger").is_enabled()
    browser.one("dialog input").send_keys("acm")
    browser.keys(Keys.ENTER)
    assert not browser.one("dialog .danger").is_enabled() and posts(hook, "/approvals") == []
    browser.one("dialog input").send_keys("e")
    browser.keys(Keys.ENTER)
    approve(browser)
    browser.until(lambda: not browser.all("dialog"))
    body = posts(hook, "/approvals")[0][1]
    assert body["reason"] == "se va" and body["confirm"] == "acme" and len(body["plan"]) == 64


@pytest.mark.parametrize(
    "page, language, says",
    [
        (CLIENT, "es", "'redis' no dice de qué servicio es\n\nredis=IMAGEN"),
        ("portal/en/clients/acme.html", "en", "'redis' names no service\n\nredis=IMAGE"),
    ],
)
def test_a_refusal_is_told_in_the_pages_language(browser, hook, page, language, says):
    logged_in(browser, hook.url(page))
    click(browser, "upgrade")
    browser.until(lambda: browser.all("dialog input"))
    browser.one("dialog input").send_keys("redis")
    browser.press("dialog .primary")
    answered(browser, says.split("\n")[0])
    assert browser.texts("dialog .error") == [says]
    assert {part.get_attribute("lang") for part in browser.all("dialog .error p")} == {language}
    # The link works without script, in the same language.
    assert f"?lang={language}" in browser.one(".actions a[data-action=upgrade]").get_attribute(
        "href"
    )


def test_nobody_logged_in_is_led_to_the_login_and_back(browser, hook):
    hook.role = None
    browser.open(hook.url(CLIENT))
    browser.until(
        lambda: (
            "next=%2Fportal%2Fclients%2Facme.html"
            in browser.one(".account a").get_attribute("href")
        )
    )
    click(browser, "restart")
    answered(browser, "Hay que entrar")
    assert (
        browser.one("dialog .error a")
        .get_attribute("href")
        .endswith("/hook/login?lang=es&next=%2Fportal%2Fclients%2Facme.html")
    )
    assert posts(hook) == [] and browser.all("[data-reveal] button") == []


def test_a_session_that_ends_is_said_where_it_is_noticed(browser, hook):
    logged_in(browser, hook.url(CLIENT))
    click(browser, "restart")
    browser.until(lambda: browser.all("dialog .primary"))
    hook.role = None
    browser.press("dialog .primary")
    answered(browser, "Hay que entrar")
    assert browser.texts(".account") == ["Entrar"]


def test_a_viewer_is_offered_nothing(browser, hook):
    hook.role = "viewer"
    logged_in(browser, hook.url(CLIENT))
    browser.until(lambda: not browser.one(".actions").is_displayed())
    assert browser.run("return document.body.dataset.role") == "viewer"
    assert "solo mira" in browser.texts(".account")[0]
    assert browser.all("[data-reveal] button") == []


def test_somebody_who_became_a_viewer_is_told_so(browser, hook):
    logged_in(browser, hook.url(CLIENT))
    hook.role = "viewer"
    click(browser, "restart")
    answered(browser, "Tu papel solo mira")


def test_logging_out_leads_to_the_login(browser, hook):
    logged_in(browser, hook.url(CLIENT))
    browser.press(".account button")
    browser.until(lambda: browser.url.endswith("/hook/login?lang=es"))


@pytest.mark.parametrize("path", [CLIENT, "portal/index.html", "portal/clients/base.html"])
def test_without_the_hook_one_notice_gives_the_commands(browser, hook, path):
    hook.is_down = True
    browser.open(hook.url(path))
    browser.until(lambda: browser.all(".notice"))
    assert (
        len(browser.all(".notice")) == 1
        and "no puede actuar ahora; las páginas se pueden seguir leyendo"
        in browser.texts(".notice")[0]
    )
    assert browser.all(".actions a[href]") == []
    browser.press(".notice summary")
    wanted = {
        CLIENT: "puerto restart acme",
        "portal/index.html": "puerto tenant add",
        "portal/clients/base.html": "puerto reconcile base",
    }[path]
    assert any(text.startswith(wanted) for text in browser.texts(".notice code"))


def test_once_the_hook_is_back_everything_is(browser, hook):
    hook.is_down = True
    script = browser.cdp(
        "Page.addScriptToEvaluateOnNewDocument",
        source="const later = setTimeout; window.setTimeout = (f, ms) => later(f, ms === 30000 ? 300 : ms)",
    )
    try:
        browser.open(hook.url(CLIENT))
        browser.until(lambda: browser.all(".notice"))
        hook.is_down = False
        browser.until(lambda: not browser.all(".notice"))
        browser.until(
            lambda: browser.all(".actions a[href]") and browser.all("[data-reveal] button")
        )
    finally:
        browser.cdp("Page.removeScriptToEvaluateOnNewDocument", identifier=script["identifier"])


def test_from_disk_it_is_the_same_and_nobody_is_asked(browser, live):
    browser.open(live.site("file").url(CLIENT))
    browser.until(lambda: browser.all(".notice"))
    assert browser.all(".actions a[href]") == []
    assert [m for m in browser.messages() if "hook" in m] == []


def test_without_script_the_links_lead_to_the_hooks_pages(browser, hook):
    browser.script(False)
    browser.open(hook.url(CLIENT))
    browser.press(".actions .more summary")
    browser.press("[data-action=rotate][data-field=redis]")
    browser.until(
        lambda: browser.url.endswith("/hook/tenants/acme/actions/rotate?field=redis&lang=es")
    )
    browser.open(hook.url("portal/en/index.html"))
    browser.press(".actions a")
    browser.until(lambda: browser.url.endswith("/hook/new-client?lang=en"))


def test_the_portal_can_be_made_again(browser, hook):
    hook.stall = True
    logged_in(browser, hook.url("portal/en/index.html"))
    browser.until(lambda: browser.texts(".actions button") == ["Rebuild"])
    browser.press(".actions button")
    browser.until(lambda: "Build" in (browser.texts("#live-job h3") or [""])[0])
    assert posts(hook, "/build") == [("/build", {})]


def test_with_the_keyboard_alone(browser, hook):
    hook.stall = True
    logged_in(browser, hook.url(CLIENT))
    browser.run("document.querySelector('.more summary').focus()")
    browser.keys(Keys.ENTER)
    for _ in range(20):
        browser.keys(Keys.TAB)
        if browser.focused("e.dataset.action") == "suspend":
            break
    browser.keys(Keys.ENTER)
    browser.until(lambda: browser.focused("e.tagName") == "INPUT")
    assert browser.run("return document.querySelector('.more').open") is False
    browser.keys(Keys.ESCAPE)
    browser.until(lambda: not browser.all("dialog"))
    assert browser.focused("e.tagName") == "SUMMARY" and posts(hook) == []
    browser.run("document.querySelector('.more').open = true")
    browser.run("document.querySelector('[data-action=restart]').focus()")
    browser.keys(Keys.ENTER)
    browser.until(lambda: browser.all("dialog .primary"))
    for _ in range(6):
        if browser.focused("e.className") == "button primary":
            break
        browser.keys(Keys.TAB)
    browser.keys(Keys.ENTER)
    browser.until(lambda: browser.all("#live-job"))


def test_what_is_folded_out_goes_with_escape_and_with_a_click_elsewhere(browser, hook):
    logged_in(browser, hook.url(CLIENT))
    fold = "return document.querySelector('.more').open"
    browser.press(".more summary")
    assert browser.run(fold)
    browser.keys(Keys.TAB, Keys.ESCAPE)
    assert not browser.run(fold) and browser.focused("e.tagName") == "SUMMARY"
    browser.press(".more summary")
    browser.press("h1")
    assert not browser.run(fold)


def test_the_job_that_was_asked_for_last_is_the_one_that_is_shown(browser, hook):
    hook.stall = True
    logged_in(browser, hook.url(CLIENT))
    for action, word in [("restart", "Reinicio"), ("reconcile", "Ajuste")]:
        click(browser, action)
        browser.until(lambda: browser.all("dialog .primary"))
        browser.press("dialog .primary")
        browser.until(lambda: word in (browser.texts("#live-job h3") or [""])[0])
    browser.driver.execute_async_script("setTimeout(arguments[0], 2500)")
    assert len(browser.all("#live-job")) == 1 and "Ajuste" in browser.texts("#live-job h3")[0]
