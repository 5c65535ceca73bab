"""What went over the wire: counted and checked always, kept whole when asked for."""

import psycopg2

from . import contract
from .database import PATIENCE, Json, Transaction, database, patience
from .settings import RECORDS, say


def note(request, call, answer, fault):
    """Counts a call, and writes down what the table of calls does not allow."""
    method, target, headers, body = request
    text = answer.text or ""
    body = (body or b"").decode(errors="replace")
    found = contract.violations(call, target, headers, body, answer.status, answer.kind, text)
    if fault:
        # What a fault answers is no part of the contract; what was asked is.
        found = [one for one in found if one.startswith("request")]
    patience(PATIENCE)
    try:
        with Transaction(database) as tx:
            tx.do("SET LOCAL synchronous_commit = off")
            tx.do(
                "INSERT INTO standin_call VALUES (%s, %s, 1) ON CONFLICT (call, status)"
                " DO UPDATE SET count = standin_call.count + 1",
                *(call, answer.status),
            )
            for what in found:
                say(f"contract: {call}: {what}")
                tx.do("INSERT INTO standin_violation (call, what) VALUES (%s, %s)", call, what)
            if RECORDS:
                tx.do(
                    "INSERT INTO standin_traffic (method, target, call, headers, body, status,"
                    " content_type, answer, fault) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
                    *(method, target, call, Json(headers), body, answer.status, answer.kind),
                    *(text, fault),
                )
    except (psycopg2.Error, OSError) as error:
        say(f"traffic: {error}".strip())
