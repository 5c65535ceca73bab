"""Verifies a history with its first public key alone. It shares no code with Puerto."""

import base64
import datetime
import hashlib
import sqlite3

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

ZEROS = bytes(32)


class Fault(Exception):
    pass


def frame(*parts):
    """Each part as four bytes of its length and its bytes."""
    message = b""
    for part in parts:
        data = part if isinstance(part, bytes) else str(part).encode()
        message += len(data).to_bytes(4, "big") + data
    return message


def time(seconds):
    at = datetime.datetime.fromtimestamp(seconds, datetime.UTC)
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def digest(line, before):
    seq, at, actor, action, object_, outcome, detail, side = line
    message = frame(
        "puerto/history/v1",
        seq,
        before,
        time(at),
        actor,
        action,
        object_,
        outcome,
        detail,
        side,
    )
    return hashlib.sha256(message).digest()


def verify_signature(key, signature, message, what):
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        raise Fault(f"{what} is not signed by the key before") from None


def read(path):
    """Opened as a copy that nobody writes."""
    database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    lines = database.execute(
        "SELECT a.seq, at, actor, action, object, outcome, detail, side, digest FROM audit a "
        "LEFT JOIN audit_link l ON l.seq = a.seq ORDER BY a.seq"
    ).fetchall()
    epochs = database.execute(
        "SELECT number, start, size, digest, at, public_key, signature FROM audit_epoch "
        "ORDER BY number"
    ).fetchall()
    (workspace,) = database.execute("SELECT id FROM workspace").fetchone()
    database.close()
    return workspace, lines, epochs


def verify(path, first_key, note=None):
    """Returns the number of lines and of epochs; raises Fault."""
    workspace, lines, epochs = read(path)
    digests, before = {0: ZEROS}, ZEROS
    for place, (*line, stored) in enumerate(lines, 1):
        if line[0] != place:
            raise Fault(f"line {place} is missing")
        if stored != digest(line, before):
            raise Fault(f"line {place} is not as it was written")
        digests[place] = before = stored
    if not epochs:
        raise Fault("no epoch signs the history")
    key = base64.b64decode(first_key, validate=True)
    if epochs[0][0] != 1 or epochs[0][5] != key:
        raise Fault("the first epoch has another key")
    keys = {}
    for place, (number, start, size, head, at, public, signature) in enumerate(epochs, 1):
        if number != place or (start == "closed") != (place > 1):
            raise Fault(f"epoch {number} does not follow from the one before")
        if digests.get(size) != head:
            raise Fault(f"epoch {number} was begun after another line {size}")
        message = frame("puerto/epoch/v1", workspace, number, start, size, head, time(at), public)
        verify_signature(key, signature, message, f"epoch {number}")
        key = keys[number] = public
    if note is not None:
        verify_note(note, digests, keys)
    return len(lines), len(epochs)


def verify_note(note, digests, keys):
    """A C2SP signed note; its second signature is the epoch's."""
    text, signatures = note.split("\n\n")
    text += "\n"
    origin, size, head, extension = text.splitlines()
    _, number, public = extension.split(" ")
    if keys.get(int(number)) != base64.b64decode(public):
        raise Fault(f"the head's epoch {number} is not in this history")
    name = "puerto-history/" + origin.split("/")[1]
    start = f"— {name} "
    line = signatures.splitlines()[1]
    if not line.startswith(start):
        raise Fault("the head is not signed by an epoch")
    mark = base64.b64decode(line[len(start) :], validate=True)
    key = keys[int(number)]
    if mark[:4] != hashlib.sha256(name.encode() + b"\n\x01" + key).digest()[:4]:
        raise Fault("the head names another key")
    verify_signature(key, mark[4:], text.encode(), "the head")
    if digests.get(int(size)) != base64.b64decode(head):
        raise Fault(f"line {size} is not the head's")
