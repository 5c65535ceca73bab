"""Many readers open a link at once."""

import pytest

from codes import unb64
from hook import Browser, Caller, value
from served import Lighttpd, Nginx

CROWD = 12

pytestmark = [
    pytest.mark.check("twelve at one link"),
    pytest.mark.parametrize(
        "server", [Lighttpd, Nginx], indirect=True, ids=lambda kind: kind.__name__.lower()
    ),
]


def remains(workspace, data):
    """Returns the database's files that hold these bytes."""
    return [file.name for file in workspace.folder.glob("puerto.db*") if data in file.read_bytes()]


@pytest.mark.parametrize("views", [1, 3])
def test_a_link_opens_as_often_as_it_may_whoever_comes(server, views):
    workspace = server.workspace
    link, crowd = workspace.link("--views", str(views)), Caller(server, "127.0.0.12")
    ciphertext = bytes(
        workspace.records.one("SELECT ciphertext FROM link ORDER BY receipt DESC LIMIT 1")
    )
    assert remains(workspace, ciphertext)
    answers = crowd.rush("/claim", link.question, CROWD)
    # A late reader gets a 404; after five of them from one network it may be a 429.
    assert sorted({answer.status for answer in answers} - {429}) == [200, 404], answers
    opened = [value(answer) for answer in answers if answer.status == 200]
    assert len(opened) == views, answers
    assert all(
        unb64(one["ciphertext"]) == ciphertext and link.open(one)["password"] for one in opened
    )
    assert remains(workspace, ciphertext) == []
    receipt = value(Browser(server).get("/tenants/acme/links"))["links"][0]
    assert (receipt["state"], receipt["views_left"]) == ("read", 0), receipt
    # Other networks are not locked out.
    assert Caller(server, "127.0.0.13").json("/claim", workspace.link().question).status == 200


def test_a_link_that_is_taken_back_leaves_nothing(server):
    workspace, ana = server.workspace, Browser(server)
    workspace.link()
    ciphertext = bytes(
        workspace.records.one("SELECT ciphertext FROM link ORDER BY receipt DESC LIMIT 1")
    )
    receipt = value(ana.get("/tenants/acme/links"))["links"][0]["id"]
    assert ana.act(f"/links/{receipt}/revoke").status == 200
    assert remains(workspace, ciphertext) == []
