"""The dialog of each action beside the hook's own page of it: the real hook, word for word."""

import pytest
from portal import PASSWORD

# The page without script, read by the page with it.
READ = """
const [address, done] = arguments;
fetch(address, { headers: { Accept: "text/html" } }).then(async (response) => {
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const text = (selector) => page.querySelector(selector)?.textContent;
  done([text("main .promise"), text("main form [type=submit]")]);
}).catch((error) => done([null, `${error}`]));
"""


@pytest.fixture
def owner(browser, acting):
    browser.open(f"{acting.http}/hook/login")
    browser.one("#operator").send_keys("ana")
    browser.one("#password").send_keys(PASSWORD)
    browser.one("form.form button").click()
    browser.until(lambda: "/login" not in browser.url)
    return browser


def links(browser):
    """Action, field and address of each link, in the page's order."""
    return browser.run(
        "return [...document.querySelectorAll('.actions a[data-action]')]"
        ".map(a => [a.dataset.action, a.dataset.field ?? null, a.href])"
    )


def dialog(browser, index):
    browser.run(
        "const link = document.querySelectorAll('.actions a[data-action]')[arguments[0]];"
        "link.closest('details')?.setAttribute('open', ''); link.click()",
        index,
    )
    browser.until(lambda: browser.all("dialog form"))
    promise = browser.texts("dialog .promise")[0]
    button = browser.texts("dialog form .buttons button")[-1]
    browser.press("dialog .buttons button")
    browser.until(lambda: not browser.all("dialog"))
    return [promise, button]


@pytest.mark.parametrize("language", ["", "en/"])
def test_every_dialog_says_what_the_page_of_its_link_says(owner, acting, language):
    seen = set()
    for slug in ["acme", "base"]:
        owner.open(f"{acting.http}/portal/{language}clients/{slug}.html")
        owner.until(lambda: "ana" in owner.texts(".account")[0])
        for index, (action, field, address) in enumerate(links(owner)):
            wanted = owner.driver.execute_async_script(READ, address)
            assert wanted[0], (slug, action, wanted)
            told = dialog(owner, index)
            # A rotation is approved with a passkey: the page without script asks for none.
            assert bool(wanted[1]) == (action != "rotate"), (slug, action)
            assert told[0] == wanted[0] and wanted[1] in (told[1], None), (slug, action, field)
            seen.add((slug, action))
    assert {action for slug, action in seen if slug == "acme"} == {
        "provision",
        "suspend",
        "resume",
        "restart",
        "rotate",
        "upgrade",
        "reconcile",
        "archive",
        "scripts",
    }
    assert ("base", "reconcile") in seen


@pytest.mark.parametrize(
    "language, warning", [("", "no se copian antes"), ("en/", "not copied first")]
)
def test_the_dialog_of_an_upgrade_warns_about_the_data(owner, acting, language, warning):
    owner.open(f"{acting.http}/portal/{language}clients/acme.html")
    owner.until(lambda: "ana" in owner.texts(".account")[0])
    actions = [action for action, _, _ in links(owner)]
    assert warning in dialog(owner, actions.index("upgrade"))[0]
