"""A sample of random histories of records; `PUERTO_SEED` says which, `PUERTO_HISTORIES` how many."""

import os
import random

import records


def seed():
    given, sample = os.environ.get("PUERTO_SEED"), os.environ.get("PUERTO_SAMPLE")
    if given:
        return int(given)
    return random.Random(f"{sample} records" if sample else None).randrange(10**9)


SEED = seed()
COUNT = int(os.environ.get("PUERTO_HISTORIES", 6))


def test_no_file_moves_what_the_machine_knows(capfd):
    with capfd.disabled():
        print()
        assert records.whole(SEED, COUNT, 2), f"PUERTO_SEED={SEED} PUERTO_HISTORIES={COUNT}"
