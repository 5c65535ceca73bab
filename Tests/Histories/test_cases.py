"""The shortest histories that once did harm, each of them again; a part of them with `PUERTO_SAMPLE`."""

import sys
from pathlib import Path

import pytest

import histories
import run

sys.path.append(str(Path(__file__).resolve().parents[1] / "Support"))
from sampling import sample  # noqa: E402

verb, new = histories.verb, histories.new
COPY = {"at": "copy"}
PRUNE = [{"do": "prune", "what": what} for what in ["containers", "networks", "volumes"]]
# What was harmed is said by the name.
CASES = {
    "a copy made a client's containers": [
        *new("ana"),
        {"do": "copy"},
        *new("cruz", **COPY),
        verb("restart", "ana", **COPY),
    ],
    "a new client got the number of one that runs": [
        *new("ana"),
        {"do": "set aside"},
        *new("bolt"),
        {"do": "put back"},
        verb("workspace", "moved"),
        *new("cruz"),
        verb("tenant", "recover", "2"),
        verb("reconcile", "--all"),
    ],
    "lost data was made anew, and empty": [
        *new("ana"),
        verb("suspend", "ana", "--reason", "late"),
        *PRUNE,
        verb("resume", "ana"),
        verb("resume", "ana", "--new-data"),
    ],
    "a record of before a rotation overwrote the only password": [
        *new("ana"),
        {"do": "set aside"},
        verb("rotate", "ana", "postgres"),
        verb("rotate", "ana", "redis"),
        {"do": "put back"},
        verb("reconcile", "ana"),
        verb("workspace", "moved"),
        verb("reconcile", "ana"),
        verb("credential", "adopt", "ana", "postgres"),
        verb("credential", "adopt", "ana", "redis"),
        verb("reconcile", "ana"),
    ],
    "a copy that took over had another client of the same name and number": [
        *new("ana"),
        {"do": "copy"},
        verb("workspace", "copied", **COPY),
        *new("cruz"),
        verb("tenant", "add", "cruz", "--name", "Cruz", **COPY),
        verb("workspace", "moved", **COPY),
        verb("provision", "cruz", **COPY),
    ],
    "a client that was recorded again lost its data, and got empty ones": [
        *new("ana"),
        {"do": "set aside"},
        *new("cruz"),
        verb("suspend", "cruz", "--reason", "late"),
        {"do": "put back"},
        verb("workspace", "moved"),
        verb("tenant", "recover", "2"),
        *PRUNE,
        verb("resume", "cruz"),
    ],
    "a record of before the first start knew of no data": [
        verb("tenant", "add", "ana", "--name", "Ana"),
        {"do": "set aside"},
        verb("provision", "ana"),
        verb("suspend", "ana", "--reason", "late"),
        {"do": "put back"},
        *PRUNE,
        verb("provision", "ana"),
    ],
}


@pytest.mark.parametrize("harm", sample(CASES, "harms of before"))
def test_a_harm_of_before_is_none_now(harm):
    wrong, _ = run.played(CASES[harm])
    assert wrong is None, f"{wrong}\n{histories.told(CASES[harm])}"
