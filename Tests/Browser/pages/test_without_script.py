"""Without JavaScript everything is readable, navigable, and no control is dead."""

import kinds


def test_no_control_is_shown_that_only_a_script_could_serve(browser, small, paged, empty):
    browser.script(False)
    everything = [
        (small, kinds.small_pages(small)),
        (paged, kinds.paged_pages()),
        (empty, kinds.empty_pages()),
    ]
    dead = []
    for workspace, pages in everything:
        for name, path in pages.items():
            browser.open(workspace.site("file").url(path))
            shown = [
                e
                for e in browser.all("button, input, select, textarea, output, [role=combobox]")
                if e.is_displayed()
            ]
            dead += [(name, e.get_attribute("outerHTML")) for e in shown]
    assert dead == []


def test_the_whole_fleet_can_be_read_and_walked(browser, site, paged):
    browser.script(False)
    browser.open(site.url("portal/index.html"))
    rows = [row for row in browser.all("#list tbody tr") if row.is_displayed()]
    assert len(rows) == 6
    # The archived ones are folded, and open without a script.
    browser.one("#archived summary").click()
    browser.until(lambda: browser.one("#archived tbody tr").is_displayed())
    browser.point(rows[0])
    browser.until(lambda: browser.url == site.url("portal/clients/acme.html"))
    browser.one("#sheet > summary").click()
    assert "acme_windmill" in browser.one("section[aria-labelledby=services]").text
    browser.open(paged.site("file").url("portal/index.html"))
    count = len(browser.all("#list tbody tr"))
    for number in ["2", "3"]:
        next(link for link in browser.all(".pager a") if link.text == number).click()
        browser.until(lambda: browser.url.endswith(f"index-{number}.html"))
        count += len(browser.all("#list tbody tr"))
    assert count == 450


def test_the_menu_opens_on_a_phone(browser, site):
    browser.script(False)
    browser.size(360, 780)
    browser.open(site.url("portal/index.html"))
    browser.one(".menu summary").click()
    browser.until(lambda: browser.one(".menu nav").is_displayed())


def test_the_empty_place_of_the_search_box_takes_no_room_on_a_phone(browser, site):
    browser.script(False)
    browser.size(360, 780)
    browser.open(site.url("portal/index.html"))
    assert browser.one(".top").size["height"] <= 64
