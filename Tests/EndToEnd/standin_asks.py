"""What the tests of the stand-in ask it, and what they expect of every answer."""

import re

import pytest

from standin_traffic import against_the_contract, against_the_table
from world import until

W = "/w/acme"


@pytest.fixture(scope="module")
def standin(standins):
    """One with a worker and a workspace, that the tests of a module share.

    No answer of it, those to wrong requests included, may be outside of the tables of calls.
    """
    one = acme(standins().up())
    yield one
    with one.connect() as connection:
        assert against_the_table(connection, only="answer")[0] == []
        assert against_the_contract(connection)[0] == []


def acme(one):
    """Logs in, and makes the workspace of the tests."""
    one.token = one.login()
    said(one.post("/workspaces/create", {"id": "acme", "name": "Acme"}), 200)
    return one


def said(answer, status, text=None):
    assert answer.status == status, answer
    assert answer.headers["X-Puerto-Standin"] == "true"
    if status >= 400:
        assert answer.kind == "text/plain"
    if text is not None:
        assert re.search(text, answer.text), answer
    return answer


def script(standin, path, content, language="bash", query="", **more):
    body = {"path": path, "summary": "", "content": content, "language": language, **more}
    return standin.post(f"{W}/scripts/create{query}", body)


def deployed(standin, number):
    def status():
        value = standin.get(f"{W}/scripts/deployment_status/h/{number}").json()
        return value if value["lock"] is not None or value["lock_error_logs"] else None

    return until(status, "a lock, or why there is none")


def ran(standin, path, **args):
    return standin.post(f"{W}/jobs/run_wait_result/p/{path}", args)
