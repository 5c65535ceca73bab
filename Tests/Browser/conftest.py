import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
# Tests share helpers, and checks of each other.
for folder in ["support", "acting", "looks", "onboarding", "pages", "../Support"]:
    sys.path.append(str(HERE / folder))

import browser as chromium
import handoff
import passkeys
import portal
import sealed
import stub_hook
from sampling import take_parts

# The part of a module's tests that a run with PUERTO_SAMPLE takes: pages in every width, language and
# scheme.
PARTS = {
    "test_approval": 0.6,
    "test_demo_buttons": 0.3,
    "test_disk_looks": 0.3,
    "test_frame": 0.3,
    "test_handoff": 0.6,
    "test_hook_pages": 0.3,
    "test_link": 0.5,
    "test_list": 0.5,
    "test_live_looks": 0.2,
    "test_locale": 0.5,
    "test_longest_words": 0.25,
    "test_looks": 0.3,
    "test_names": 0.3,
    "test_paged_list": 0.3,
    "test_passkeys_looks": 0.2,
    "test_reading": 0.5,
    "test_reload": 0.3,
    "test_sealed": 0.3,
    "test_sealed_hostile": 0.3,
    "test_sealed_looks": 0.3,
    "test_search": 0.5,
}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    take_parts(config, items, PARTS)


@pytest.fixture(scope="session")
def driver():
    running = chromium.start()
    yield running
    running.driver.quit()


@pytest.fixture
def browser(driver):
    driver.reset()
    driver.messages()
    yield driver
    driver.reset()


def workspace(make):
    def fixture(tmp_path_factory):
        made = make(tmp_path_factory.mktemp(make.__name__) / "workspace")
        yield made
        made.stop()

    return pytest.fixture(fixture, scope="session", name=make.__name__)


small = workspace(portal.small)
paged = workspace(portal.paged)
own = workspace(portal.own)
empty = workspace(portal.empty)
demo = workspace(portal.demo)
live = workspace(portal.live)
acting = workspace(portal.acting)


@pytest.fixture(scope="session")
def hook_server(live):
    running = stub_hook.Server(live.public)
    yield running
    running.stop()


@pytest.fixture
def device(browser):
    """A virtual authenticator without passkeys."""
    made = passkeys.Device(browser)
    yield made
    made.remove()


@pytest.fixture
def hook(hook_server, device):
    """A new stub hook for each test, whose operator has a passkey in this browser; its requests must
    follow the contract."""
    hook = hook_server.hook = stub_hook.Hook(hook_server.public, hook_server.port)
    hook.url = hook_server.url
    hook.device = device
    credential, key = device.add(hook.name)
    hook.credentials[credential], hook.counts[credential] = key, 0
    yield hook
    assert hook.wrong == []


@pytest.fixture(params=["file", "http"])
def scheme(request):
    return request.param


@pytest.fixture
def site(small, scheme):
    """The small fleet, read from disk and from the server."""
    return small.site(scheme)


@pytest.fixture
def paged_site(paged, scheme):
    return paged.site(scheme)


@pytest.fixture(scope="module")
def handed(tmp_path_factory):
    """Sealed pages, one workspace for each module, since tests repeat handoffs."""
    return sealed.Handed(tmp_path_factory.mktemp("sealed") / "workspace")


@pytest.fixture(scope="module")
def server(handed):
    running = handoff.Server(handed.folder.parent)
    yield running
    running.stop()


@pytest.fixture
def page(browser):
    """A watched browser with access to the clipboard; its console must stay empty."""
    watch = browser.cdp("Page.addScriptToEvaluateOnNewDocument", source=handoff.WATCH)
    for name in ["clipboard-read", "clipboard-write"]:
        browser.cdp("Browser.setPermission", permission={"name": name}, setting="granted")
    yield browser
    browser.cdp("Page.removeScriptToEvaluateOnNewDocument", identifier=watch["identifier"])
    assert browser.console() == []


@pytest.fixture
def before_page(browser):
    """Registers scripts that run before those of the pages opened next."""
    given = []
    yield lambda source: given.append(
        browser.cdp("Page.addScriptToEvaluateOnNewDocument", source=source)["identifier"]
    )
    for identifier in given:
        browser.cdp("Page.removeScriptToEvaluateOnNewDocument", identifier=identifier)


@pytest.fixture
def before(page, before_page):
    """The same, in a watched browser."""
    return before_page
