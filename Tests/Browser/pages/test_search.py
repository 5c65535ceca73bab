"""The search box finds clients by their names and ports, and runbooks by their words."""

import pytest
from selenium.webdriver.common.keys import Keys

HOME = "portal/index.html"


def search(browser, words):
    """Types the words and returns the listed entries."""
    browser.keys("/")
    assert browser.focused("e.getAttribute('role')") == "combobox"
    browser.retype(words)
    browser.until(lambda: browser.run("return !document.getElementById('found').hidden"))
    return browser.texts("#found li bdi")


@pytest.mark.parametrize(
    "words, name",
    [
        ("logística", "Acme Logística"),
        ("LOGISTICA", "Acme Logística"),
        ("acme", "Acme Logística"),
        ("8001", "Acme Logística"),
        ("5433", "Acme Logística"),
        ("cyn", "Acme Logística"),
        ("piloto", "Acme Logística"),
        ("acme_postgres", "Acme Logística"),
        ("zeta.windmill", "Zeta"),
        ("النور", "شركة النور للتجارة"),
        ("<script>", "<script>alert('x')</script> & \"Co\""),
        ("postgres_dev_main", "Sistema base"),
        ("rutina", "Rutina del mes"),
    ],
)
def test_finds_by_name_slug_port_container_tag_contact_and_title(browser, site, words, name):
    browser.open(site.url(HOME))
    assert name in search(browser, words)


def test_arrows_walk_the_results_and_enter_opens_the_chosen_one(browser, site):
    browser.open(site.url(HOME))
    names = search(browser, "localhost")
    assert len(names) > 3
    chosen = lambda: browser.texts("#found [aria-selected=true] bdi")
    assert chosen() == names[:1]
    browser.keys(Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_UP)
    assert chosen() == names[1:2]
    assert browser.focused("e.getAttribute('aria-activedescendant')") == "found-1"
    browser.keys(Keys.ARROW_UP, Keys.ARROW_UP)
    assert chosen() == names[-1:]
    browser.keys(Keys.ARROW_DOWN, Keys.ENTER)
    browser.until(lambda: "/clients/" in browser.url)
    assert browser.texts("h1")[0].startswith(names[0])


def test_a_click_opens_a_result(browser, site):
    browser.open(site.url(HOME))
    search(browser, "zeta")
    browser.one("#found li").click()
    browser.until(lambda: "/clients/un-nombre" in browser.url)


def test_escape_closes_and_a_second_one_leaves_the_box(browser, site):
    browser.open(site.url(HOME))
    search(browser, "acme")
    browser.keys(Keys.ESCAPE)
    assert browser.run("return document.getElementById('found').hidden")
    assert browser.focused("e.value") == ""
    assert browser.focused("e.getAttribute('aria-expanded')") == "false"
    browser.keys(Keys.ESCAPE)
    assert browser.focused("e.tagName") == "BODY"


@pytest.mark.parametrize(
    "home, words", [(HOME, "Nada con ese nombre"), ("portal/en/index.html", "Nothing by that name")]
)
def test_says_so_when_nothing_is_found(browser, site, home, words):
    browser.open(site.url(home))
    assert search(browser, "xyzzy") == []
    assert browser.texts("#found li") == [words]
    browser.keys(Keys.ENTER)
    assert browser.url == site.url(home)


@pytest.mark.parametrize(
    "page",
    [
        "portal/clients/acme/restaurar.html",
        "portal/en/runbooks/rutina.html",
        "portal/en/clients/base.html",
    ],
)
def test_works_from_pages_in_folders_and_stays_in_the_language(browser, site, page):
    browser.open(site.url(page))
    search(browser, "acme")
    browser.keys(Keys.ENTER)
    wanted = "portal/en/clients/acme.html" if "/en/" in page else "portal/clients/acme.html"
    browser.until(lambda: browser.url == site.url(wanted))


def test_a_slash_inside_a_field_is_only_a_slash(browser, site):
    browser.open(site.url(HOME))
    browser.one("#filter").click()
    browser.keys("a/b")
    assert browser.focused("e.value") == "a/b"


def test_finds_a_client_of_another_page(browser, paged_site):
    browser.open(paged_site.url("portal/index-2.html"))
    assert any(name.endswith("-449") for name in search(browser, "c0449"))
