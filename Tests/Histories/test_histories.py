"""A sample of random histories; `PUERTO_SEED` says which, `PUERTO_HISTORIES` how many with the stand-in.

Without a seed of its own it follows from `PUERTO_SAMPLE`, the one number of a whole run.
"""

import os
import random

import known
import run


def seed():
    given, sample = os.environ.get("PUERTO_SEED"), os.environ.get("PUERTO_SAMPLE")
    if given:
        return int(given)
    return random.Random(f"{sample} histories" if sample else None).randrange(10**9)


SEED = seed()
COUNT = int(os.environ.get("PUERTO_HISTORIES", 30))


def test_no_client_is_harmed_in_random_histories(capfd):
    with capfd.disabled():
        print()
        assert run.whole(SEED, COUNT, 2), f"PUERTO_SEED={SEED} PUERTO_HISTORIES={COUNT}"


def test_no_client_is_harmed_on_the_real_docker(capfd):
    with capfd.disabled():
        print()
        assert run.whole(SEED, 2, 2, is_real=True), f"PUERTO_SEED={SEED} PUERTO_HISTORIES=2, --real"


def test_no_fault_is_known():
    assert known.UNTIL == {}
