"""Accidents on order: at the Nth call of a kind the server answers wrongly, or not at all.

They come from the table `standin_fault`, where a test adds a row at any time, or from the
environment: `STANDIN_FAULTS="POST %users/create:2:500;…"`. The call is a LIKE pattern of
`METHOD /path`. Faults are `500`, `429`, `garbage`, `half` and `hang`; a `+` before one has the call
carried out first.
"""

import os
import re
import threading

KINDS = {"500", "429", "garbage", "half", "hang"}


class Ordered:
    """One accident that the environment orders."""

    def __init__(self, text):
        self.pattern, nth, fault = text.strip().rsplit(":", 2)
        self.nth, self.seen = int(nth), 0
        self.carried_out, self.fault = fault.startswith("+"), fault.removeprefix("+")
        assert self.fault in KINDS, f"STANDIN_FAULTS: {self.fault} is none of {sorted(KINDS)}"
        expression = ".*".join(re.escape(part) for part in self.pattern.split("%"))
        self.expression = re.compile(expression)


ORDERED = [
    Ordered(text) for text in os.environ.get("STANDIN_FAULTS", "").split(";") if text.strip()
]
lock = threading.Lock()


def due(call, transaction):
    """The fault of this call and whether it is carried out first; the counters go on."""
    with lock:
        for order in ORDERED:
            if order.expression.fullmatch(call):
                order.seen += 1
                if order.seen == order.nth:
                    return order.fault, order.carried_out
    if transaction is None:
        return None, True
    rows = transaction.rows(
        "UPDATE standin_fault SET seen = seen + 1 WHERE %s LIKE call AND seen < nth"
        " RETURNING fault, carried_out, seen = nth AS due",
        call,
    )
    # The counter stays when the call itself is refused.
    transaction.commit()
    for row in rows:
        if row["due"]:
            return row["fault"], row["carried_out"]
    return None, True
