"""The sealed onboarding page, as a client opens it."""

import unicodedata

import pytest
from selenium.webdriver.common.keys import Keys

import sealed
from handoff import STALL, enter, everything, fill, milliseconds, shown, state, submit, unlock

USERS = {"acme": "cyn@acme.example", "harbour": "jo@harbour.example", "hard": "ob@example.org"}


def clipboard(page):
    return page.driver.execute_async_script(
        "const d = arguments[0]; navigator.clipboard.readText().then(d, d)"
    )


@pytest.mark.parametrize(
    "slug,address",
    [
        ("acme", "http://localhost:8001"),
        ("harbour", "http://localhost:8002"),
        ("hard", "http://localhost:8003"),
    ],
)
def test_an_independent_reader_opens_what_the_command_has_sealed(handed, slug, address):
    content = sealed.opened(handed.page(slug), handed.passphrases[slug])
    assert content == {"v": 1, "url": address, "user": USERS[slug], "pass": handed.passwords[slug]}
    assert sealed.policy_holds(handed.page(slug))


def test_it_opens_from_a_server_whatever_follows_the_address(page, handed, server):
    page.open(server.url(f"acme.html?remember_me=1&pwd=x#staticrypt_pwd={'a' * 64}&remember_me"))
    assert state(page) == "locked" and page.one("#passphrase").get_attribute("value") == ""
    assert enter(page, handed.passphrases["acme"]) == "open"
    assert page.one("#user").text == USERS["acme"]


@pytest.mark.parametrize("setting", ["granted", "denied"])
def test_everything_can_be_copied_even_where_the_browser_gives_no_clipboard(page, handed, setting):
    unlock(page, handed)
    page.cdp("Browser.setPermission", permission={"name": "clipboard-write"}, setting=setting)
    written = page.driver.execute_async_script(
        "const d = arguments[0]; navigator.clipboard.writeText('nothing yet').then(() => d('granted'), () => d('denied'))"
    )
    assert written == setting
    wanted = {
        "[data-copy=user]": USERS["acme"],
        "[data-copy=password]": sealed.PASSWORD,
        "#copy-url": "http://localhost:8001",
    }
    for selector, text in wanted.items():
        button = page.one(selector)
        button.click()
        page.until(lambda: button.text == "Copiado")
        assert clipboard(page) == text
        assert sealed.PASSWORD not in everything(page)
        assert page.run("return document.activeElement === arguments[0]", button)
    page.until(lambda: button.text == "Copiar")


def test_where_nothing_can_be_copied_it_says_so(page, handed):
    unlock(page, handed)
    page.cdp("Browser.setPermission", permission={"name": "clipboard-write"}, setting="denied")
    page.run("document.execCommand = () => false")
    button = page.one("[data-copy=password]")
    button.click()
    page.until(lambda: button.text == "No se pudo copiar")
    assert sealed.PASSWORD not in everything(page)


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


@pytest.mark.parametrize(
    "slug,words", [("acme", "Esa no es la frase."), ("harbour", "That is not the passphrase.")]
)
def test_a_wrong_passphrase_is_said_to_whoever_listens_too_and_may_be_followed_by_the_right_one(
    page, handed, slug, words
):
    page.open(handed.file(slug).as_uri())
    assert enter(page, "another phrase") == "wrong" and shown(page) == ["wrong"]
    assert words in page.one("#sealed [role=alert]:not([hidden])").text
    # The wrong passphrase is selected, so that typing replaces it.
    assert page.focused(
        "[e.id, e.value.length === e.selectionEnd - e.selectionStart, e.getAttribute('aria-invalid'), e.readOnly]"
    ) == ["passphrase", True, "true", False]
    assert enter(page, handed.passphrases[slug]) == "open"


def test_accents_and_white_space_around_do_not_matter_and_the_rest_does(page, handed):
    own = "Ñandú  camión azul 42"
    handed.hand("hard", "--own-passphrase", input=own + "\n")
    page.open(handed.file("hard").as_uri())
    for other in [own.replace("  ", " "), own.lower(), "\u00a0" + own]:
        assert enter(page, other) == "wrong"
    for same in [unicodedata.normalize("NFD", own), f" \t{own}\n"]:
        assert enter(page, same) == "open"
        page.one("#lock").click()


OTHER_SPELLINGS = {
    "upper case": str.upper,
    "nfd": lambda phrase: unicodedata.normalize("NFD", phrase),
    "double spaces": lambda phrase: "  " + phrase.replace(" ", "  "),
    "no-break spaces": lambda phrase: phrase.replace(" ", "\u00a0") + "\u3000",
    "hyphens": lambda phrase: phrase.replace(" ", "-").title(),
    "dashes and low lines": lambda phrase: phrase.replace(" ", "_", 3).replace(" ", " \u2013 "),
}


@pytest.mark.parametrize("change", OTHER_SPELLINGS)
@pytest.mark.parametrize("slug", ["acme", "harbour"])
def test_a_generated_passphrase_opens_in_another_spelling(page, handed, slug, change):
    if "-" in handed.passphrases[slug]:
        handed.hand(slug)
    page.open(handed.file(slug).as_uri())
    typed = OTHER_SPELLINGS[change](handed.passphrases[slug])
    assert enter(page, typed) == "open"
    # Another word is another passphrase, however it is spelt.
    page.one("#lock").click()
    first, rest = typed.strip("\u3000 ")[:3], typed.strip("\u3000 ")[3:]
    assert enter(page, ("xyz" if first.lower() != "xyz" else "zyx") + rest) == "wrong"


def test_lines_that_were_pasted_are_one_passphrase(page, handed):
    page.open(handed.file("acme").as_uri())
    page.one("#passphrase").click()
    lines = handed.passphrases["acme"].replace(" ", "\n")
    page.run("document.execCommand('insertText', false, arguments[0])", lines)
    page.keys(Keys.ENTER)
    page.until(lambda: state(page) == "open")


def test_a_code_forgives_case_hyphens_and_letters_that_look_alike(page, handed):
    handed.hand("harbour", "--code")
    code = handed.passphrases["harbour"]
    page.open(handed.file("harbour").as_uri())
    alike = code.replace("0", "O").replace("1", "l")
    for typed in [code.upper(), code.replace("-", ""), alike.replace("-", " ")]:
        assert enter(page, typed) == "open"
        page.one("#lock").click()


def test_signs_outside_the_alphabets_may_be_a_passphrase(page, handed):
    own = "🦀 cangrejo 👩\u200d👩\u200d👧 עברית e\u0301 2026"
    handed.hand("hard", "--own-passphrase", input=own + "\n")
    assert sealed.opened(handed.page("hard"), own)["pass"] == handed.passwords["hard"]
    page.open(handed.file("hard").as_uri())
    assert enter(page, own.replace("🦀", "🦞")) == "wrong"
    assert enter(page, own) == "open"


def test_a_code_opens_the_page_that_was_handed_out_with_it_and_no_earlier_one(page, handed):
    earlier = handed.page("harbour")
    handed.hand("harbour", "--code")
    assert unlock(page, handed, "harbour") == "open"
    page.open(handed.forged("earlier", earlier))
    assert enter(page, handed.passphrases["harbour"]) == "wrong"


def test_nothing_and_far_too_much_cost_no_work(page, handed):
    page.open(handed.file("acme").as_uri())
    page.one("form button").click()
    assert state(page) == "locked" and page.focused("e.id") == "passphrase"
    # The last one differs from the right one only by non-ASCII white space.
    for long in [
        "a" * 1025,
        "ñ" * 513,
        "🦀" * 250_000,
        handed.passphrases["acme"] + "\u3000" * 2**19,
    ]:
        milliseconds(page, long, "wrong")
    assert page.run("return derivations") == 0
    assert enter(page, handed.passphrases["acme"]) == "open"


def test_whoever_presses_twice_is_answered_once(page, handed):
    page.open(handed.file("acme").as_uri())
    fill(page, handed.passphrases["acme"])
    page.run("const f = document.querySelector('form'); f.requestSubmit(); f.requestSubmit()")
    page.until(lambda: state(page) == "open")
    assert page.run("return derivations") == 1


def test_while_it_works_nothing_can_be_changed(page, handed, before):
    before(STALL)
    page.open(handed.file("harbour").as_uri())
    submit(page, "no matter what")
    assert (
        shown(page) == ["busy"]
        and page.one("#passphrase").get_property("readOnly")
        and not page.one("form button").is_enabled()
    )


def test_without_script_it_says_what_is_needed(page, handed):
    page.script(False)
    page.open(handed.file("acme").as_uri())
    page.script(True)
    assert "Hace falta JavaScript" in page.one("#sealed").text
    assert not page.one("form").is_displayed() and not page.one("#opened").is_displayed()


@pytest.mark.parametrize("attributes", ["", "sandbox='allow-scripts'"])
@pytest.mark.parametrize("scheme", ["file", "http"])
def test_inside_another_page_it_stays_closed(page, handed, server, scheme, attributes):
    around = handed.forged(
        "around",
        f"<!DOCTYPE html><link rel=icon href='data:,'><iframe {attributes} src='acme.html' width=800 height=800></iframe>",
    )
    page.open(around if scheme == "file" else server.url("around.html"))
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
