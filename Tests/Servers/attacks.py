"""What attacks of a stolen web tier are made of. They run as the web server's user, in a child."""

import sqlite3


class Stolen(Exception):
    """An attack has got what it must not get."""


class Attack:
    def __init__(self, name, work, leaves, lines):
        self.name, self.work = name, work
        self.leaves, self.lines = frozenset(leaves), frozenset(lines)


ALL = []


def attack(name, leaves=(), lines=()):
    """Adds a function to the list.

    `leaves` names tables whose rows it may change, as those of tries; `lines` the actions of lines of
    the history that tell what has really happened. Refusals may always be there.
    """

    def add(work):
        ALL.append(Attack(name, work, leaves, lines))
        return work

    return add


def attacks(name, values, leaves=(), lines=()):
    """Adds a function once for each value, by the values' names."""

    def add(work):
        for called, value in values.items():
            attack(f"{name}: {called}", leaves, lines)(
                lambda thief, value=value: work(thief, value)
            )
        return work

    return add


def fails(work, what="it was done"):
    """Throws unless the system refuses the work. What is not there proves nothing."""
    try:
        done = work()
    except FileNotFoundError:
        raise
    except (OSError, sqlite3.Error):
        return
    raise Stolen(f"{what}: {done!r:.200}")


def refused(reply, *words):
    """Throws unless the broker has refused, with one of these words."""
    if reply.value is not None or reply.refusal not in words:
        raise Stolen(f"not {' or '.join(words)}: {reply}")


def gives_nothing(reply, *words):
    """Throws unless the answer is an empty one, or a refusal with one of these words."""
    # A login that has failed tells that nobody has no passkeys.
    if reply.value not in ({}, {"passkeys": 0}):
        refused(reply, *words)
