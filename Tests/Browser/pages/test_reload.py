"""A page opened through `puerto serve` reloads when its documents change, and only then."""

import subprocess
import threading
from pathlib import Path

import pytest

import fleets
import portal
from test_accessibility import AXE, RUN

ACME = "portal/clients/acme.html"
LONG = "\n\n".join(f"Párrafo {number} de las notas." for number in range(120))


@pytest.fixture
def served(tmp_path):
    workspace = portal.small(tmp_path / "workspace")
    workspace.serve()
    yield workspace
    workspace.stop()


@pytest.fixture
def tabs(browser):
    """Opens pages in their own tabs, which it closes at the end."""
    first = browser.driver.current_window_handle
    opened = {}

    def go(name, url=None):
        if name in opened:
            browser.driver.switch_to.window(opened[name])
        else:
            browser.driver.switch_to.new_window("tab")
            opened[name] = browser.driver.current_window_handle
        if url:
            browser.open(url)
            browser.run("window.mark = arguments[0]", name)
        return browser

    yield go
    for handle in opened.values():
        browser.driver.switch_to.window(handle)
        browser.driver.close()
    browser.driver.switch_to.window(first)


def note(workspace, slug, spanish, english=None):
    """Saves the notes of a client, as an editor does."""
    for name, text in {f"{slug}.md": spanish, f"{slug}.en.md": english or spanish}.items():
        saved = workspace.folder / "content" / "tenants" / f".{name}.new"
        saved.write_text(text + "\n")
        saved.rename(workspace.folder / "content" / "tenants" / name)


def mark(browser):
    return browser.run("return window.mark ?? null")


def shows(browser, text):
    """Also in a sheet that is closed."""
    return lambda: text in browser.run("return document.body?.textContent ?? ''")


def bar(browser):
    return browser.texts("[role=alert].puerto-bar")


def test_a_page_reloads_when_its_document_changed_and_another_stays(browser, served, tabs):
    tabs("guion", served.site("http").url("portal/clients/guion.html"))
    tabs("acme", served.site("http").url(ACME))
    for text in ["Un almacén nuevo.", "Dos almacenes nuevos."]:
        note(served, "acme", text)
        browser.until(shows(browser, text))
    assert mark(browser) is None
    assert "reload.js" not in (served.public / ACME).read_text()
    tabs("guion")
    note(served, "guion", "Sólo de guion.")
    browser.until(shows(browser, "Sólo de guion."))
    assert browser.messages() == []


def test_pages_in_the_background_reload_too_and_those_of_others_do_not(browser, served, tabs):
    for slug in ["guion", "noor", "acme"]:
        tabs(slug, served.site("http").url(f"portal/clients/{slug}.html"))
    note(served, "guion", "Nota de fondo.")
    tabs("guion")
    browser.until(shows(browser, "Nota de fondo."))
    for slug in ["acme", "noor"]:
        assert mark(tabs(slug)) == slug


def test_a_new_style_sheet_reloads_every_page(browser, served, tabs):
    tabs("welcome", served.site("http").url(served.welcome("acme")))
    tabs("ports", served.site("http").url("portal/ports.html"))
    yaml = served.folder / "puerto.yaml"
    yaml.write_text(yaml.read_text().replace("#c2185b", "#004488"))
    for name in ["ports", "welcome"]:
        tabs(name)
        browser.until(lambda: mark(browser) is None)
        assert browser.run("return document.styleSheets[0].cssRules.length") > 0


def test_the_reader_stays_where_the_page_was_scrolled_to(browser, served, tabs):
    note(served, "acme", LONG)
    tabs("acme", served.site("http").url(ACME))
    # The page that comes next has the sheet open as well.
    browser.run("document.getElementById('sheet').open = true")
    browser.until(lambda: browser.run("return history.state?.folds?.length"))
    browser.run("window.scrollTo({top: 1500, behavior: 'instant'})")
    note(served, "acme", LONG + "\n\nUn párrafo más.")
    browser.until(shows(browser, "Un párrafo más."))
    browser.until(lambda: abs(browser.run("return window.scrollY") - 1500) < 2)


def test_a_reader_who_is_typing_keeps_the_page_until_the_field_is_left(browser, served, tabs):
    tabs("acme", served.site("http").url(ACME))
    browser.keys("/", "log")
    served_file = served.public / ACME
    note(served, "acme", "Mientras escribe.")
    browser.until(lambda: "Mientras escribe." in served_file.read_text())
    note(served, "noor", "{{nothing}}")
    browser.until(lambda: bar(browser))
    assert mark(browser) == "acme"
    assert browser.focused("e.value") == "log"
    browser.run("document.activeElement.blur()")
    browser.until(shows(browser, "Mientras escribe."))


@pytest.mark.parametrize(
    "path, words",
    [
        (ACME, ["El portal no se ha actualizado", "Cerrar"]),
        ("portal/en/clients/acme.html", ["The portal was not updated", "Close"]),
    ],
)
def test_a_broken_document_is_shown_until_it_is_mended_or_dismissed(
    browser, served, tabs, path, words
):
    tabs("acme", served.site("http").url(path))
    note(served, "acme", "{{<img src=x onerror=alert(1)>}} {{app.prot}}")
    browser.until(lambda: bar(browser))
    [text] = bar(browser)
    assert all(
        word in text
        for word in [
            *words,
            "content/tenants/acme.md:1",
            "{{app.prot}}",
            "did you mean 'app.port'?",
        ]
    )
    assert browser.all(".puerto-bar img") == []
    assert mark(browser) == "acme"
    browser.one(".puerto-bar button").click()
    assert bar(browser) == []
    browser.driver.refresh()
    note(served, "acme", "{{app.porto}}")
    browser.until(lambda: bar(browser) and "app.porto" in bar(browser)[0])
    note(served, "acme", "Por fin.")
    browser.until(shows(browser, "Por fin."))
    assert bar(browser) == []


def test_a_page_that_was_removed_says_so_and_comes_back(browser, served, tabs):
    path = "portal/runbooks/rutina.html"
    tabs("rutina", served.site("http").url(path))
    files = [
        served.folder / "content" / "runbooks" / name for name in ["rutina.md", "rutina.en.md"]
    ]
    others = [
        served.folder / "content" / "runbooks" / name
        for name in ["restaurar.md", "restaurar.en.md"]
    ]
    kept = {file: file.read_text() for file in [*files, *others]}
    for file in [*others, *files]:
        file.unlink()
    browser.until(lambda: bar(browser) and "ya no existe" in bar(browser)[0])
    assert mark(browser) == "rutina"
    assert browser.one(".puerto-bar a").get_property("pathname") == "/"
    browser.driver.refresh()
    browser.until(
        lambda: (
            browser.texts("h1")
            and "página" in browser.texts("h1")[0].lower()
            or "page" in browser.texts("h1")[0]
        )
    )
    for file, text in kept.items():
        file.write_text(text)
    browser.until(shows(browser, "Una tabla más ancha"))
    assert bar(browser) == []


def test_many_open_pages_leave_the_server_free(browser, served, tabs):
    site = served.site("http")
    for number in range(9):
        tabs(number, site.url(ACME))
    tabs("last", site.url("portal/index.html"))
    assert browser.texts("h1")
    note(served, "acme", "Para nueve.")
    for number in range(9):
        tabs(number)
        browser.until(shows(browser, "Para nueve."))


def test_a_page_finds_a_server_that_was_started_again(browser, served, tabs):
    tabs("acme", served.site("http").url(ACME))
    served.stop()
    note(served, "acme", "Mientras no había nadie.")
    port = served.http.rsplit(":", 1)[1]
    served.server = subprocess.Popen(
        [portal.command(), "serve", "--port", port, "--workspace", str(served.folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    threading.Thread(target=served.server.stdout.read, daemon=True).start()
    browser.until(shows(browser, "Mientras no había nadie."), seconds=30)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_the_bar_can_be_read_by_everybody(browser, served, tabs, scheme, width):
    tabs("acme")
    browser.media(scheme)
    browser.size(width, 800)
    browser.cdp("Page.setBypassCSP", enabled=True)
    browser.open(served.site("http").url(ACME))
    note(served, "acme", "{{app.prot}} y [un enlace](../runbooks/que-no-existe.md) de más.")
    browser.until(lambda: bar(browser))
    browser.run(AXE)
    assert browser.driver.execute_async_script(RUN) == []
    browser.cdp("Page.setBypassCSP", enabled=False)
    shots = Path(__file__).parents[1] / "shots"
    shots.mkdir(exist_ok=True)
    browser.driver.save_screenshot(str(shots / f"reload-bar-{width}-{scheme}.png"))
