"""A sample of random histories; `PUERTO_SEED` says which, `PUERTO_HISTORIES` how many with the stand-in."""

import os
import random

import known
import run

SEED = int(os.environ.get("PUERTO_SEED") or random.randrange(10**9))
COUNT = int(os.environ.get("PUERTO_HISTORIES", 30))


def test_no_client_is_harmed_in_random_histories(capfd):
    with capfd.disabled():
        print()
        assert run.whole(SEED, COUNT, 2), f"PUERTO_SEED={SEED} PUERTO_HISTORIES={COUNT}"


def test_no_client_is_harmed_on_the_real_docker(capfd):
    with capfd.disabled():
        print()
        assert run.whole(SEED, 2, 1, is_real=True), f"PUERTO_SEED={SEED} PUERTO_HISTORIES=2, --real"


def test_known_faults_name_their_requirement():
    assert all(1 <= number <= 12 for number in known.UNTIL.values())
