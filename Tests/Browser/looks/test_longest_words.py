"""The longest words that records may hold, at the widths of telephones, tablets and desks."""

import subprocess

import fleets
import portal
import pytest
from selenium.webdriver.support.ui import Select
from test_live import logged_in

WIDTHS = [320, 360, 390, 768, 1440]
# 63 letters, the longest slug, tag, plan and host; 200 bytes, the longest name; 254, an address.
WORD = "w" * 63
NAME = "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamter" * 3
EMAIL = "m" * 64 + "@" + ".".join(["d" * 61] * 3) + ".ex"
SLUG = "m" * 63
CONTAINER = "c" * 100
OTHER = "z" * 63
HOOK = [
    *["login", "new-client", "jobs", "nothing"],
    *(f"tenants/{SLUG}/{page}" for page in ["edit", "probe"]),
    *(
        f"tenants/{SLUG}/actions/{action}"
        for action in ["restart", "suspend", "upgrade", "archive", "rotate"]
    ),
]
# The ways of a dialog that has several: a link or a sealed page.
CHOICES = """
return [...(document.querySelector('dialog select')?.options ?? [])].map((one) => one.value);
"""

FLEET = f"""\
tenants:
{fleets.BASE}\
  - slug: {SLUG}
    name: {NAME[:200]}
    kind: client
    host: {WORD}
    slot: 900
    locale: es
    plan: {WORD}
    status: ready
    since: 2026-09-23
    contact: {{name: {NAME[:200]}, email: {EMAIL}}}
    tags: [{WORD}, {"x" * 63}]
    containers: {{windmill: {CONTAINER}, postgres: {CONTAINER[:-1]}p, redis: {CONTAINER[:-1]}r}}
    dashboards: [{{title: {NAME[:200]}, path: /{"p" * 150}}}]
  - slug: {OTHER}
    name: {NAME[5:205]}
    kind: client
    slot: 901
    locale: en
    status: draft
"""

CONFIGURATION = (
    fleets.CONFIGURATION.replace("name: Estudio Ñandú", f"name: {NAME[:200]}")
    .replace(
        "{name: norte, address: 203.0.113.7}", f"{{name: {WORD}, address: {WORD}.example.com}}"
    )
    .replace("plans:\n", f"plans:\n  - {{id: {WORD}, name: {NAME[:200]}, monthly: 123456700}}\n")
)

RUNBOOK = f"""\
---
title: {NAME[:200]}
locale: es
audience: both
scope: tenant
order: 1
tags: [{WORD}]
---

{NAME} `{CONTAINER}` [{EMAIL}](mailto:{EMAIL})

## {NAME[:200]}

| {WORD} | {WORD} |
|---|---|
| {EMAIL} | {CONTAINER} |
"""

# What is outside the window or cut by its own box, unless it can be scrolled or is cut on purpose
# and has its whole text in a title.
CUT = """
return [...document.querySelectorAll('body *')].filter((e) => {
  const box = e.getBoundingClientRect();
  if (!e.checkVisibility() || !box.width || !box.height || e.closest('.table, .scroll, pre, .skip, svg, [hidden]')) return false;
  const style = getComputedStyle(e);
  if (style.clipPath !== 'none' || style.visibility === 'hidden') return false;
  const isOutside = box.right > innerWidth + 0.5 || box.left < -0.5;
  const isCut = style.overflowX !== 'visible' && e.scrollWidth > e.clientWidth + 1 && !e.title
    && !e.matches('input');
  return isOutside || isCut;
}).slice(0, 4).map((e) => `${e.tagName} ${e.className}: ${e.outerHTML.slice(0, 90)}`)
"""


@pytest.fixture(scope="module")
def longest(tmp_path_factory):
    folder = tmp_path_factory.mktemp("longest") / "workspace"
    workspace = portal.acting(folder, CONFIGURATION, FLEET)
    (folder / "content" / "runbooks").mkdir(exist_ok=True)
    for ending, text in {"": RUNBOOK, ".en": RUNBOOK.replace("locale: es", "locale: en")}.items():
        (folder / "content" / "runbooks" / f"{WORD}{ending}.md").write_text(text)
    subprocess.run(
        [portal.command(), "credential", "set", SLUG, "app", "--workspace", str(folder)],
        input="secreto",
        text=True,
        check=True,
        capture_output=True,
    )
    portal.puerto("build", "--workspace", folder)
    yield workspace
    workspace.stop()


def unseen(browser, width):
    found = browser.run(CUT)
    if browser.run("return document.documentElement.scrollWidth") > width:
        found.append("scrolls sideways")
    return found


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_cut_on_a_static_page(browser, longest, width):
    browser.size(width, 780)
    cut = {}
    for path in longest.pages():
        browser.open(longest.site("file").url(path))
        browser.run("document.querySelectorAll('details').forEach(d => d.open = true)")
        if found := unseen(browser, width):
            cut[path.replace(SLUG, "SLUG").replace(WORD, "WORD")] = found
    assert cut == {}


@pytest.fixture
def owner(browser, longest):
    """A browser with a session; the first one also asks for a job that no worker takes."""
    browser.open(f"{longest.http}/hook/login?lang=es")
    browser.one("#operator").send_keys("ana")
    browser.one("#password").send_keys(portal.PASSWORD)
    browser.press("#login button")
    browser.until(lambda: "/portal/" in browser.url)
    if not hasattr(longest, "job"):
        browser.open(f"{longest.http}/hook/tenants/{OTHER}/actions/provision?lang=es")
        browser.press("main form .primary")
        browser.until(lambda: "/hook/jobs/" in browser.url)
        longest.job = browser.url.split("/hook/")[1].split("?")[0]
    return browser


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_cut_for_an_operator_who_is_logged_in(owner, longest, width):
    browser = owner
    browser.size(width, 780)
    cut = {}
    for path in [f"portal/clients/{SLUG}.html", "portal/index.html"]:
        logged_in(browser, f"{longest.http}/{path}")
        if "clients" in path:
            browser.until(lambda: browser.all("[data-reveal=app] button"))
            place = browser.run(
                "const b = document.querySelector('[data-reveal=app] button').getBoundingClientRect();"
                "return [b.left, b.right]"
            )
            assert 0 <= place[0] and place[1] <= width
        for menu in ["", ".more", "details.menu"]:
            if menu and not (browser.all(menu) and browser.one(menu).is_displayed()):
                continue
            if menu:
                browser.run("document.querySelector(arguments[0]).open = true", menu)
            if found := unseen(browser, width):
                cut[path[-11:] + menu] = found
            if menu:
                browser.run("document.querySelector(arguments[0]).open = false", menu)
    assert cut == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_cut_on_the_hooks_own_pages(owner, longest, width):
    owner.size(width, 780)
    cut = {}
    for language in ["es", "en"]:
        for path in [*HOOK, longest.job]:
            owner.open(f"{longest.http}/hook/{path}?lang={language}")
            owner.run("document.querySelectorAll('details').forEach(d => d.open = true)")
            if found := unseen(owner, width):
                cut[path.replace(SLUG, "SLUG"), language] = found
        # A form that comes back with what was typed and why it is refused.
        owner.open(f"{longest.http}/hook/new-client?lang={language}")
        for field, text in {"name": NAME[:200], "slug": SLUG, "contact_email": EMAIL}.items():
            owner.run(
                "document.getElementById(arguments[0]).value = arguments[1]",
                *(field, text),
            )
        owner.press("main form .primary")
        owner.until(lambda: owner.all("main .error, main .wrong"))
        if found := unseen(owner, width):
            cut["refused", language] = found
    assert cut == {}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["", "en/"])
def test_nothing_is_cut_in_a_dialog(owner, longest, width, language):
    owner.size(width, 780)
    logged_in(owner, f"{longest.http}/portal/{language}clients/{SLUG}.html")
    owner.until(lambda: owner.all(".links .make"))
    links = ".actions a[data-action], .links .make"
    cut, opened = {}, 0
    for index in range(len(owner.all(links))):
        owner.run(
            "const link = document.querySelectorAll(arguments[1])[arguments[0]];"
            "link.closest('details')?.setAttribute('open', ''); link.click()",
            *(index, links),
        )
        owner.until(lambda: owner.all("dialog form"))
        opened += 1
        for choice in owner.run(CHOICES) or [""]:
            if found := dialog_unseen(owner, width, choice):
                cut[index, choice] = found
        owner.press("dialog .buttons button")
        owner.until(lambda: not owner.all("dialog"))
    assert opened > 7 and cut == {}


def dialog_unseen(browser, width, choice):
    """What is cut in the dialog once it shows what belongs to the choice."""
    if choice:
        Select(browser.one("dialog select")).select_by_value(choice)
    box = browser.run("return document.querySelector('dialog').getBoundingClientRect().toJSON()")
    found = unseen(browser, width)
    if box["left"] < 0 or box["right"] > width or box["top"] < 0 or box["bottom"] > 780:
        found.append(f"the dialog is at {box}")
    return found


@pytest.mark.parametrize("name", ["portal/index.html", "portal/en/index.html"])
def test_the_list_with_two_machines_is_whole_at_1280(browser, longest, name):
    browser.size(1280, 900)
    browser.open(longest.site("file").url(name))
    table = "const t = document.querySelector('#clients .table');"
    assert browser.run(f"{table} return t.scrollWidth - t.clientWidth") == 0
