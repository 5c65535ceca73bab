"""Approvals: what the page says is what the passkey signs, and nothing is signed for a hook that
lies. The stub verifies each signature over a challenge that it has computed by itself."""

import pytest
from passkeys import approve
from selenium.webdriver.common.keys import Keys
from stub_approvals import plan_hash
from stub_problem import Problem
from test_live import CLIENT, answered, click, dialog, logged_in, posts

ENGLISH = "portal/en/clients/acme.html"


def covered(browser):
    """What the passkey signs, as the dialog lists it."""
    names, values = browser.texts("dialog .covered dt"), browser.texts("dialog .covered dd")
    return list(zip(names, values, strict=True))


def shown(browser):
    browser.until(lambda: browser.all("dialog .covered"))
    return covered(browser)


def press_reveal(browser, field="postgres"):
    browser.until(lambda: browser.all(f"[data-reveal={field}] button"))
    browser.one(f"[data-reveal={field}] button").click()


def press(browser):
    browser.one("dialog form .primary, dialog form .danger").click()


def begin(browser, act):
    """Brings an act to its approval."""
    if act == "reveal":
        return press_reveal(browser)
    if act == "link":
        browser.until(lambda: browser.all(".links .make"))
        browser.one(".links .make").click()
        browser.until(lambda: browser.all("dialog select"))
        return press(browser)
    click(browser, act)
    browser.until(lambda: browser.all("dialog form"))
    if act == "upgrade":
        browser.one("dialog input").send_keys("redis=redis:7.4.5 windmill=wm:1.2")
    if act in ("archive", "suspend"):
        browser.one("dialog input").send_keys("se va: ñ")
    press(browser)
    if act not in ("upgrade", "archive"):
        return None
    browser.until(lambda: browser.all("dialog .plan"))
    if act == "archive":
        browser.one("dialog input").send_keys("acme")
    return press(browser)


FIELD = ("field", "postgres")
LINK = [("passphrase", "yes"), ("lifetime", "259200 s"), ("views", "1")]
IMAGES = [("image.windmill", "wm:1.2"), ("image.redis", "redis:7.4.5")]
ACTS = {
    "reveal": ("Se muestra en este navegador", "Shows the PostgreSQL password", [FIELD]),
    "link": ("a quien lo abra: una vez, durante 72 h", "once, for 72 h", [("field", "app"), *LINK]),
    "rotate": ("la de ahora deja de servir", "the present one stops working", [FIELD]),
    "upgrade": (
        "los datos no se copian antes",
        "not copied first",
        [*IMAGES, ("plan", plan_hash("upgrade"))],
    ),
    "archive": (
        "se detiene para siempre",
        "stops for good",
        [("reason", "se va: ñ"), ("plan", plan_hash("archive"))],
    ),
}


@pytest.mark.parametrize("page, language", [(CLIENT, 0), (ENGLISH, 1)])
@pytest.mark.parametrize("act", ACTS)
def test_what_is_signed_is_what_was_shown(browser, hook, act, page, language):
    hook.stall = True
    logged_in(browser, hook.url(page))
    before = hook.device.counts()
    begin(browser, act)
    wanted = [("act", act), ("tenant", "acme"), *ACTS[act][2]]
    assert shown(browser) == wanted
    assert ACTS[act][language] in browser.texts("dialog .promise")[0]
    # The device is asked for nothing until the button is pressed.
    assert hook.device.counts() == before and len(posts(hook, "/approvals")) == 1
    button = ["Aprobar con llave de acceso", "Approve with passkey"][language]
    assert browser.texts("dialog form .buttons button")[-1] == button
    press(browser)
    if act in ("reveal", "link"):
        browser.until(lambda: browser.all("dialog .secret"))
    else:
        browser.until(lambda: browser.all("#live-job") and not browser.all("dialog"))
    assert hook.refused == [] and [given["act"] for given in hook.given] == [act]


@pytest.mark.parametrize("act", ["archive", "upgrade"])
def test_a_plan_that_goes_with_another_hash_is_not_approved(browser, hook, act):
    """A web tier that lies shows one plan and has the hash of another one signed."""
    hook.other_plan = "provision"
    logged_in(browser, hook.url(CLIENT))
    click(browser, act)
    browser.until(lambda: browser.all("dialog form"))
    if act == "upgrade":
        browser.one("dialog input").send_keys("redis=redis:7.4.5")
    else:
        browser.one("dialog input").send_keys("se va")
    press(browser)
    browser.until(lambda: browser.all("dialog .error"))
    assert browser.all("dialog .plan") == [] and posts(hook, "/approvals") == []


def lied(**changes):
    return lambda offer: {**offer, **changes}


@pytest.mark.parametrize(
    "changes",
    [
        {"tenant": "noor"},
        {"act": "link"},
        {"parameters": "field: app"},
        {"parameters": "field: postgres\n"},
        {"plan": "0" * 64},
        {"operator": "otra"},
        {"relying_party": "localhost"},
    ],
    ids=lambda changes: "-".join(changes),
)
def test_nothing_is_shown_or_signed_for_something_else(browser, hook, changes):
    hook.lie = lied(**changes)
    logged_in(browser, hook.url(CLIENT))
    before = hook.device.counts()
    begin(browser, "reveal")
    elsewhere = "relying_party" in changes
    answered(
        browser, "abre el portal por su nombre" if elsewhere else "ha respondido por otra cosa"
    )
    assert browser.all("dialog .covered") == [] and hook.device.counts() == before
    assert hook.given == [] and hook.refused == []


def test_another_plan_than_the_one_that_was_read_is_not_approved(browser, hook):
    hook.lie = lied(plan="0" * 64)
    logged_in(browser, hook.url(ENGLISH))
    begin(browser, "archive")
    answered(browser, "The portal answered for something else: nothing was approved.")
    assert hook.given == []


@pytest.mark.parametrize(
    "changes",
    [
        {"workspace": "v" * 32},
        {"operator_row": 8},
        {"tenant_row": 13},
        {"nonce": "A" * 43},
    ],
    ids=lambda changes: "-".join(changes),
)
def test_a_signature_is_good_for_no_other_request(browser, hook, changes):
    hook.lie = lied(**changes)
    logged_in(browser, hook.url(CLIENT))
    begin(browser, "reveal")
    approve(browser)
    answered(browser, "La llave no vale para esto")
    assert hook.refused == ["challenge"] and hook.given == []


def test_another_requests_name_is_none(browser, hook):
    hook.lie = lied(id="0" * 32)
    logged_in(browser, hook.url(CLIENT))
    begin(browser, "reveal")
    approve(browser)
    answered(browser, "ha caducado y no se ha hecho nada")


def test_a_refusal_says_why_and_the_next_try_is_another_request(browser, hook):
    hook.verdict = "user verification"
    logged_in(browser, hook.url(ENGLISH))
    begin(browser, "reveal")
    approve(browser)
    answered(browser, "The passkey is not valid for this")
    hook.verdict = None
    press(browser)
    browser.until(lambda: browser.all("dialog .secret"))
    assert len(posts(hook, "/approvals")) == 2 and hook.refused == ["user verification"]


def test_a_counter_that_does_not_advance_is_refused(browser, hook):
    hook.counts = dict.fromkeys(hook.counts, 99)
    logged_in(browser, hook.url(CLIENT))
    begin(browser, "rotate")
    approve(browser)
    answered(browser, "El contador de la llave no avanza")
    assert hook.given == [] and hook.refused == ["counter"]


def test_a_cancelled_prompt_has_done_nothing_and_can_be_tried_again(browser, hook):
    hook.device.refuses()
    logged_in(browser, hook.url(CLIENT))
    begin(browser, "reveal")
    approve(browser)
    answered(browser, "Cancelado: no ha pasado nada")
    assert browser.focused("e.className") == "button primary" and hook.given == []
    hook.device.refuses(False)
    press(browser)
    browser.until(lambda: browser.all("dialog .secret"))
    # A nonce that nobody has used is still good.
    assert len(posts(hook, "/approvals")) == 1


def test_the_page_waits_for_the_device_until_the_dialog_is_closed(browser, hook):
    hook.device.waits()
    logged_in(browser, hook.url(CLIENT))
    begin(browser, "reveal")
    approve(browser)
    answered(browser, "Esperando a tu dispositivo…")
    assert not browser.one("dialog .primary").is_enabled()
    browser.keys(Keys.ESCAPE)
    browser.until(lambda: not browser.all("dialog"))
    hook.device.waits(False)
    # The prompt ended with the dialog: the device takes the next one.
    begin(browser, "reveal")
    approve(browser)
    browser.until(lambda: browser.all("dialog .secret"))
    assert len(hook.given) == 1


def test_an_expired_request_is_asked_for_anew(browser, hook):
    logged_in(browser, hook.url(CLIENT))
    begin(browser, "archive")
    shown(browser)
    hook.asked_for.clear()
    press(browser)
    answered(browser, "ha caducado y no se ha hecho nada")
    press(browser)
    browser.until(lambda: not browser.all("dialog"))
    assert len(hook.given) == 1


def test_a_request_that_has_waited_for_long_is_asked_for_anew_at_once(browser, hook):
    logged_in(browser, hook.url(CLIENT))
    begin(browser, "reveal")
    shown(browser)
    browser.run("const now = performance.now(); performance.now = () => now + 30001")
    press(browser)
    browser.until(lambda: browser.all("dialog .secret"))
    assert len(posts(hook, "/approvals")) == 2


@pytest.mark.parametrize("page, says", [(CLIENT, "Añade tu llave"), (ENGLISH, "Add your passkey")])
@pytest.mark.parametrize("act", ["reveal", "rotate"])
def test_without_a_passkey_the_command_is_named(browser, hook, act, page, says):
    hook.credentials.clear()
    logged_in(browser, hook.url(page))
    begin(browser, act)
    answered(browser, says)
    assert browser.texts("dialog code") == ["puerto operator passkey ana"]
    assert browser.texts("dialog .command button") in (["Copiar"], ["Copy"])


def test_a_portal_without_reveals_has_no_buttons_and_names_the_commands(browser, hook):
    hook.reveal = "off"
    logged_in(browser, hook.url(CLIENT))
    browser.until(lambda: browser.all(".no-reveal"))
    assert browser.all("[data-reveal] button, .links .make") == []
    commands = ["puerto credential show acme app", "puerto credential show acme postgres"]
    assert browser.texts(".no-reveal code") == commands
    assert "puerto handoff give acme" in browser.texts(".links .typed")[0]


def test_a_reveal_that_was_switched_off_meanwhile_names_its_command(browser, hook):
    logged_in(browser, hook.url(CLIENT))
    browser.until(lambda: browser.all("[data-reveal] button"))
    hook.reveal = "off"
    press_reveal(browser)
    answered(browser, "puerto credential show acme postgres")


@pytest.mark.parametrize(
    "source, says",
    [
        ("delete window.PublicKeyCredential", "no admite llaves de acceso"),
        ("Object.defineProperty(window, 'isSecureContext', {value: false})", "sin HTTPS"),
    ],
)
def test_a_browser_that_cannot_names_the_command(browser, hook, before_page, source, says):
    before_page(source)
    logged_in(browser, hook.url(CLIENT))
    click(browser, "archive")
    answered(browser, says)
    assert (
        browser.texts("dialog code") == ["puerto archive acme --reason '…'"] and posts(hook) == []
    )
    browser.until(lambda: browser.all(".no-reveal"))
    assert browser.all("[data-reveal] button, .links .make") == []


@pytest.mark.parametrize("act", ["restart", "reconcile", "suspend"])
def test_where_every_action_needs_a_passkey_it_is_asked_for(browser, hook, act):
    hook.require = "passkey"
    hook.stall = True
    logged_in(browser, hook.url(CLIENT))
    begin(browser, act)
    reason = [("reason", "se va: ñ")] if act == "suspend" else []
    assert shown(browser) == [("act", act), ("tenant", "acme"), *reason]
    press(browser)
    browser.until(lambda: browser.all("#live-job") and not browser.all("dialog"))
    assert posts(hook, f"/actions/{act}") == [] and len(hook.given) == 1


def test_a_passkey_is_asked_for_where_the_hook_wants_one(browser, hook):
    hook.wants_approval = hook.stall = True
    logged_in(browser, hook.url(CLIENT))
    begin(browser, "suspend")
    assert shown(browser) == [("act", "suspend"), ("tenant", "acme"), ("reason", "se va: ñ")]
    press(browser)
    browser.until(lambda: browser.all("#live-job") and not browser.all("dialog"))


def test_beyond_a_sessions_limit_a_passkey_approves(browser, hook):
    hook.is_enough = hook.stall = True
    logged_in(browser, hook.url(CLIENT))
    begin(browser, "restart")
    assert shown(browser) == [("act", "restart"), ("tenant", "acme")]
    press(browser)
    browser.until(lambda: browser.all("#live-job") and not browser.all("dialog"))


def test_beyond_a_sessions_limit_nobody_without_a_passkey_acts(browser, hook):
    hook.is_enough = True
    hook.credentials.clear()
    logged_in(browser, hook.url(CLIENT))
    begin(browser, "restart")
    answered(browser, "limit of each operator")
    assert posts(hook, "/approvals") == []


def test_who_holds_a_busy_client_is_told_before_and_after_the_signature(browser, hook):
    hook.stall = True
    logged_in(browser, hook.url(CLIENT))
    begin(browser, "rotate")
    shown(browser)
    holder = hook.add_job("upgrade")

    def busy(*_):
        raise Problem(409, "busy", "another job holds 'acme'", job=holder)

    hook.carry_out = busy
    press(browser)
    answered(browser, holder[:8])
    browser.one("dialog .buttons button").click()
    hook.busy = holder
    begin(browser, "rotate")
    answered(browser, holder[:8])
    assert len(posts(hook, "/approvals")) == 2


def test_a_session_that_has_ended_approves_nothing(browser, hook):
    logged_in(browser, hook.url(CLIENT))
    begin(browser, "reveal")
    shown(browser)
    hook.role = None
    press(browser)
    answered(browser, "Hay que entrar")
    assert browser.texts(".account") == ["Entrar"]


def test_with_the_keyboard_alone(browser, hook):
    logged_in(browser, hook.url(CLIENT))
    browser.until(lambda: browser.all("[data-reveal=app] button"))
    browser.run("document.querySelector('[data-reveal=app] button').focus()")
    browser.keys(Keys.ENTER)
    shown(browser)
    # Enter, pressed too early, closes the dialog: the first button takes the focus.
    assert browser.focused("e.textContent") == "Cancelar"
    browser.keys(Keys.TAB)
    assert browser.focused("e.textContent") == "Aprobar con llave de acceso"
    browser.keys(Keys.ENTER)
    browser.until(lambda: browser.all("dialog .secret"))


def test_the_dialog_says_what_a_long_value_is(browser, hook):
    browser.size(360, 780)
    logged_in(browser, hook.url(CLIENT))
    click(browser, "archive")
    browser.until(lambda: browser.all("dialog input"))
    browser.one("dialog input").send_keys("x" * 500)
    press(browser)
    browser.until(lambda: browser.all("dialog .plan"))
    browser.one("dialog input").send_keys("acme")
    press(browser)
    assert ("reason", "x" * 500) in shown(browser)
    assert browser.run(
        "const d = document.querySelector('dialog'); return d.scrollWidth <= d.clientWidth"
    )
    assert "acme" in dialog(browser)
