"""A demo that is served with its hook: what each button says, without a login and with one, without a
script and with it."""

import portal
import pytest
from test_accessibility import violations
from test_longest_words import unseen

SLUG = "clinica-sonrisa"
TITLE = {"": "Esto es una demostración", "en/": "This is a demo"}
BACK = {"": "Volver al portal", "en/": "Back to the portal"}
LINKS = "return [...document.querySelectorAll('#main a[href*=\"/hook/\"]')].map((a) => a.href)"
PAGES = ["index.html", "activity.html", f"clients/{SLUG}.html", "clients/taller-mendoza.html"]
# The forms of the hook that ask for something: path, and the fields that they do not fill.
FORMS = {
    "new-client": {"name": "Faro", "slug": "faro"},
    f"tenants/{SLUG}/edit": {"name": " Dos"},
    f"tenants/{SLUG}/probe": {},
    f"tenants/{SLUG}/actions/restart": {},
    f"tenants/{SLUG}/actions/suspend": {"reason": "debe octubre"},
    f"tenants/{SLUG}/actions/upgrade": {"images": "redis=redis:7.4.5"},
    f"tenants/{SLUG}/actions/archive": {"reason": "se va"},
    "jobs?state=failed": {},
}


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    made = portal.acting_demo(tmp_path_factory.mktemp("stage") / "workspace")
    yield made
    made.stop()


@pytest.fixture(params=["", "en/"])
def language(request):
    return request.param


@pytest.fixture
def visitor(browser, stage):
    """Somebody without a login."""
    browser.cdp("Network.clearBrowserCookies")
    return browser


@pytest.fixture
def owner(browser, stage):
    browser.cdp("Network.clearBrowserCookies")
    browser.open(f"{stage.http}/hook/login?lang=es")
    browser.one("#operator").send_keys("ana")
    browser.one("#password").send_keys(portal.PASSWORD)
    browser.press("#login button")
    browser.until(lambda: "/portal/" in browser.url)
    return browser


def is_told(browser, language):
    """Checks that the page says what a demo is, in its language, with frame and way back."""
    assert browser.run("return document.documentElement.lang") == (language.strip("/") or "es")
    assert browser.texts("h1") == [TITLE[language]], browser.url
    assert browser.one("nav.side").is_displayed() or browser.one("details.menu").is_displayed()
    back = [a for a in browser.all("#main a.button") if a.text == BACK[language]]
    assert back[0].get_attribute("href").endswith(f"/portal/{language}index.html")


def test_without_a_login_each_link_leads_to_a_page_that_says_so(visitor, stage, language):
    asked = set()
    for page in PAGES:
        visitor.script(True)
        visitor.open(f"{stage.http}/portal/{language}{page}")
        asked |= set(visitor.run(LINKS))
    assert len(asked) > 15
    visitor.script(False)
    for address in asked:
        visitor.open(address)
        is_told(visitor, language)


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_fits_and_can_be_read(visitor, stage, language, width, scheme):
    visitor.media(scheme)
    visitor.size(width, 800)
    l = language.strip("/") or "es"
    url = f"{stage.http}/hook/tenants/{SLUG}/actions/suspend?lang={l}"
    assert violations(visitor, url) == []
    assert unseen(visitor, width) == []
    is_told(visitor, language)


def test_the_login_of_a_demo_says_that_it_is_one(visitor, stage, language):
    visitor.open(f"{stage.http}/hook/login?lang={language.strip('/') or 'es'}")
    assert visitor.texts("#main .attention")[0].startswith(("Demostración:", "Demo:"))
    assert visitor.all("nav.side a")


@pytest.mark.parametrize("who", ["visitor", "owner"])
def test_each_dialog_says_what_it_would_do_and_that_it_is_a_demo(request, stage, language, who):
    browser = request.getfixturevalue(who)
    browser.open(f"{stage.http}/portal/{language}clients/{SLUG}.html")
    if who == "owner":
        browser.until(lambda: "ana" in browser.texts(".account")[0])
    count = len(browser.all(".actions a[data-action]"))
    assert count >= 8
    for number in range(count):
        browser.run(
            "const link = document.querySelectorAll('.actions a[data-action]')[arguments[0]];"
            "link.closest('details')?.setAttribute('open', ''); link.click()",
            number,
        )
        browser.until(lambda: browser.all("dialog .notice"))
        assert browser.texts("dialog .promise")[0]
        assert browser.texts("dialog .notice")[0].startswith(TITLE[language])
        assert browser.all("dialog form") == []
        browser.press("dialog .buttons button")
        browser.until(lambda: not browser.all("dialog"))


def test_what_a_script_adds_for_an_owner_says_so_too(owner, stage, language):
    owner.open(f"{stage.http}/portal/{language}clients/{SLUG}.html")
    owner.until(lambda: owner.all(".links .make") and owner.all("[data-reveal] button"))
    owner.run("document.querySelectorAll('details.fold').forEach((d) => (d.open = true))")
    for selector in [".links .make", "[data-reveal=app] button"]:
        owner.press(selector)
        owner.until(lambda: owner.all("dialog .notice"))
        assert owner.texts("dialog .notice")[0].startswith(TITLE[language])
        owner.press("dialog .buttons button")
        owner.until(lambda: not owner.all("dialog"))
    owner.open(f"{stage.http}/portal/{language}index.html")
    owner.press(".actions[data-fleet] button")
    owner.until(lambda: owner.all("dialog .notice"))
    assert owner.texts("dialog .notice")[0].startswith(TITLE[language])
    # Nobody makes a passkey for a demo.
    assert owner.all(".few-passkeys") == []


def test_each_form_that_an_owner_sends_is_refused_on_a_page_with_a_way_back(owner, stage, language):
    owner.script(False)
    for path, fields in FORMS.items():
        sign = "&" if "?" in path else "?"
        owner.open(f"{stage.http}/hook/{path}{sign}lang={language.strip('/') or 'es'}")
        assert owner.texts("#main .attention")[0].startswith(("Demostración:", "Demo:"))
        for name, value in fields.items():
            owner.one(f"#{name}").send_keys(value)
        owner.press("#main form[method=post] [type=submit]")
        word = "demostración" if language == "" else "demo:"
        said = ["#main .error", "#main .detail", "#main .notice"]
        owner.until(lambda: any(word in text for one in said for text in owner.texts(one)))
        assert owner.one("nav.side").is_displayed()
        assert owner.all("#main a.button, #main form a"), path
        assert owner.run("return document.documentElement.lang") == (language.strip("/") or "es")
