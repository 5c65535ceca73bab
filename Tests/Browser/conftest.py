import pytest

import browser as chromium
import portal


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


@pytest.fixture(params=["file", "http"])
def scheme(request):
    return request.param


@pytest.fixture
def site(small, scheme):
    """The small fleet, from disk and from the server."""
    return small.site(scheme)


@pytest.fixture
def paged_site(paged, scheme):
    return paged.site(scheme)
