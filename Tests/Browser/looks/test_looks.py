"""Dark, light, reduced motion and forced colours."""

import pytest

import kinds


def color(browser, selector, property):
    return browser.run(
        "return getComputedStyle(document.querySelector(arguments[0]))[arguments[1]]",
        selector,
        property,
    )


def test_dark_follows_the_system(browser, site):
    browser.media("light")
    browser.open(site.url("portal/index.html"))
    light = color(browser, "body", "backgroundColor"), color(browser, "body", "color")
    browser.media("dark")
    dark = color(browser, "body", "backgroundColor"), color(browser, "body", "color")
    assert light == ("rgb(247, 248, 246)", "rgb(22, 33, 31)")
    assert dark == ("rgb(15, 20, 23)", "rgb(230, 236, 233)")


def test_the_onboarding_page_wears_the_agencys_colour(browser, small):
    browser.open(small.site("file").url(small.welcome("acme")))
    assert color(browser, ".agency", "color") == "rgb(194, 24, 91)"


def test_nothing_moves_for_who_wants_less_motion(browser, site):
    browser.media(**{"prefers-reduced-motion": "no-preference"})
    browser.open(site.url("portal/index.html"))
    assert color(browser, "html", "scrollBehavior") == "smooth"
    browser.media(**{"prefers-reduced-motion": "reduce"})
    assert color(browser, "html", "scrollBehavior") == "auto"
    moving = browser.run("""return [...document.querySelectorAll('*')].filter(e => {
        const s = getComputedStyle(e); return s.transitionDuration !== '0s' || s.animationName !== 'none'}).length""")
    assert moving == 0


def test_more_contrast_darkens_the_soft_ink_and_the_lines(browser, site):
    browser.open(site.url("portal/index.html"))
    before = color(browser, ".figures dt", "color")
    browser.media(**{"prefers-contrast": "more"})
    assert color(browser, ".figures dt", "color") != before


def test_forced_colours_keep_states_chips_and_the_focus_visible(browser, site):
    browser.media(**{"forced-colors": "active"})
    browser.open(site.url("portal/index.html"))
    dots = browser.run(
        "return [...document.querySelectorAll('.st')].map(e => getComputedStyle(e, '::before').borderTopWidth)"
    )
    assert set(dots) == {"1px"}
    chip = browser.one("#chips [data-state=ready]")
    before = (
        chip.value_of_css_property("border-top-width"),
        chip.value_of_css_property("background-color"),
    )
    chip.click()
    assert (
        chip.value_of_css_property("border-top-width"),
        chip.value_of_css_property("background-color"),
    ) != before
    browser.keys("j")
    assert browser.run("""const s = getComputedStyle(document.activeElement);
        return s.outlineStyle !== 'none' || s.textDecorationLine.includes('underline')""")


@pytest.mark.parametrize("width", [360, 320])
@pytest.mark.parametrize("wide", [False, True], ids=["as it comes", "menu and details open"])
def test_no_page_is_wider_than_a_phone(browser, small, paged, empty, own, width, wide):
    everything = [
        (small, kinds.small_pages(small)),
        (paged, kinds.paged_pages()),
        (empty, kinds.empty_pages()),
    ]
    everything.append(
        (own, {path: path for path in own.pages() if "/clients/" not in path or "cyn" in path})
    )
    browser.size(width, 780)
    sideways = []
    for workspace, pages in everything:
        for name, path in pages.items():
            browser.open(workspace.site("file").url(path))
            if wide:
                browser.run("document.querySelectorAll('details').forEach(d => d.open = true)")
            found = browser.run("return document.documentElement.scrollWidth")
            if found > width:
                culprits = browser.run("""return [...document.querySelectorAll('main *')].filter(e =>
                    e.getBoundingClientRect().right > innerWidth && !e.closest('.table, .scroll, pre')).slice(0, 3).map(e => e.outerHTML.slice(0, 120))""")
                sideways.append((name, found, culprits))
    assert sideways == []


def test_no_page_scrolls_sideways_in_a_window_of_middle_width(browser, small):
    for width in [700, 821, 1024, 1200]:
        browser.size(width, 800)
        for name, path in kinds.small_pages(small).items():
            browser.open(small.site("file").url(path))
            assert browser.run("return document.documentElement.scrollWidth") <= width, (
                name,
                width,
            )
