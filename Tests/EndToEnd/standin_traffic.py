"""What a stand-in has noted of its calls, held against both tables, for any test with its database.

The image `windmill-standin:recorded` keeps whole requests and answers, the others only count them.
"""

import os

from standin_openapi import Contract

CONTRACT = "PUERTO_WINDMILL_OPENAPI"


def against_the_table(connection, only=""):
    """The violations of this project's own table of calls, and a line with the numbers."""
    found = connection.execute(
        "SELECT call, what FROM standin_violation WHERE starts_with(what, %s) ORDER BY id", [only]
    ).fetchall()
    calls, kinds = connection.execute(
        "SELECT coalesce(sum(count), 0)::int, count(DISTINCT call) FROM standin_call"
    ).fetchone()
    return found, f"the table of calls: {calls} calls of {kinds} kinds, {len(found)} violations"


def against_the_contract(connection):
    """The same for Windmill's OpenAPI file; no line where the environment names none.

    What a fault has answered is no part of the contract.
    """
    path = os.environ.get(CONTRACT)
    if not path:
        return [], None
    rows = connection.execute(
        "SELECT method, target, body, status, content_type, answer FROM standin_traffic"
        " WHERE fault IS NULL ORDER BY id"
    ).fetchall()
    found, counts = Contract(path).check(rows)
    kinds = sum(1 for one in counts if isinstance(one, tuple))
    return found, (
        f"the published contract: {counts['requests']} calls of {kinds} kinds, {len(found)}"
        f" violations, {counts['not in the file']} calls not in the file"
    )
