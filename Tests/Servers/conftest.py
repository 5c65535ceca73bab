import pytest

import served
from matrix import Matrix

# The main flows run first.
FIRST = ["portal page", "login", "action", "job progress", "claim of a link", "refused request"]
MATRIX = Matrix([kind.__name__.lower() for kind in served.ALL] + ["program"], FIRST)


@pytest.fixture(scope="session", params=served.ALL, ids=lambda kind: kind.__name__.lower())
def server(request):
    running = request.param()
    yield running
    running.stop()


@pytest.fixture
def client(server):
    return server.client


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    check = item.get_closest_marker("check")
    if check and (report.when == "call" or report.outcome != "passed"):
        call = getattr(item, "callspec", None)
        kind = call.params.get("server") if call else None
        row = check.kwargs.get("server", "program")
        MATRIX.add(kind.__name__.lower() if kind else row, check.args[0], report.outcome)
    return report


def pytest_configure(config):
    config.addinivalue_line(
        "markers", "check(name, server): the column of the matrix that a test is part of"
    )


def pytest_terminal_summary(terminalreporter):
    terminalreporter.write_line("")
    for line in MATRIX.lines():
        terminalreporter.write_line(line)
