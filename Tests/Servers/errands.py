"""Errands as a worker would have answered them, written by root."""

import hashlib
import time

from hook import write


def put(workspace, called, operator, tenant, question, age=0, **answer):
    """Records an errand by a name for tests and returns its id.

    With `hash` it is a plan that is ready, without one an envelope. A plan is good for 15 minutes.
    """
    name = hashlib.sha256(called.encode()).hexdigest()[:32]
    made = answer.get("hash")
    sealed = [None] * 3 if made else [b"\4" * 65, bytes(12), bytes(32)]
    write(
        workspace,
        "INSERT INTO errand (id, kind, tenant, operator, asked_at, question, public_key, state,"
        " plan, hash, key, nonce, ciphertext) SELECT ?, ?, tenant.id, operator.id, ?, ?, ?,"
        " 'ready', ?, ?, ?, ?, ? FROM tenant, operator WHERE slug = ? AND operator.name = ?",
        name,
        "plan" if made else "reveal",
        int(time.time()) - age,
        question,
        None if made else b"\4" * 65,
        "what would be done" if made else None,
        made,
        *sealed,
        tenant,
        operator,
    )
    return name
