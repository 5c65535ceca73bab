"""The longest words that records may hold, at the widths of telephones, tablets and desks."""

import subprocess

import fleets
import portal
import pytest
from test_live import logged_in

WIDTHS = [320, 360, 390, 768, 1440]
# 63 letters, the longest slug, tag, plan and host; 200 bytes, the longest name; 254, an address.
WORD = "w" * 63
NAME = "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamter" * 3
EMAIL = "m" * 64 + "@" + ".".join(["d" * 61] * 3) + ".ex"
SLUG = "m" * 63
CONTAINER = "c" * 100

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


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_cut_for_an_operator_who_is_logged_in(browser, longest, width):
    browser.size(width, 780)
    browser.open(f"{longest.http}/hook/login?lang=es")
    if browser.all("#operator"):
        browser.one("#operator").send_keys("ana")
        browser.one("#password").send_keys(portal.PASSWORD)
        browser.press("#login button")
        browser.until(lambda: "/portal/" in browser.url)
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
