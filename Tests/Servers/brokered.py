"""A server whose broker is stopped, killed and started again by tests, and a look at what is said."""

import pytest

from served import Lighttpd
from test_program import USUAL, run


@pytest.fixture(scope="module")
def server():
    running = Lighttpd()
    yield running
    running.stop()


@pytest.fixture
def workspace(server):
    """The server's workspace, with a running broker before and after."""
    broker = server.workspace.broker
    yield server.workspace
    if broker.process is None or broker.process.poll() is not None:
        broker.process = None
        broker.start()


def health(folder):
    return run({**USUAL, "PUERTO_WORKSPACE": str(folder)})[0]


def ended(process, seconds=20):
    """The code that a broker has ended with, which was to be refused."""
    try:
        return process.wait(seconds)
    finally:
        process.kill()


def said_since(broker, mark):
    return broker.file.read_text()[mark:]
