"""Plays random histories, shortens those that break a promise, and says how to play each again.

python run.py --histories 1000 --seed 7     a thousand, from seed 7 on
python run.py --histories 1 --seed 1234 -v  one of them again, with what each verb said
python run.py --replay FILE                 a history that a report has written
"""

import argparse
import collections
import functools
import json
import multiprocessing
import os
import random
import shutil
import sys
import tempfile
import time
import traceback
from pathlib import Path

import histories
import known
from machine import Machine, Room
from oracle import Wrong
from play import Play


def machine_at(folder, is_real):
    """A machine of its own for one history, with a stand-in engine or the real Docker."""
    if is_real:
        # Its drivers of PostgreSQL and Redis are not needed for the others.
        from real import RealMachine

        return RealMachine(folder)
    return Machine(folder, Room())


def played(steps, is_real=False, trace=None):
    """Plays steps on a machine of their own; returns what is wrong (`None` if nothing) and how the verbs ended."""
    folder = Path(tempfile.mkdtemp(prefix="history-"))
    machine = machine_at(folder, is_real)
    ended = []
    try:
        play = Play(machine, folder)
        ended = play.ended
        play.play(steps, trace)
        return None, ended
    except Wrong as wrong:
        return wrong, ended
    except Exception:
        return Wrong("stand-in", traceback.format_exc()), ended
    finally:
        machine.close()
        shutil.rmtree(folder, ignore_errors=True)


def steps_of(seed, is_real):
    """A history for the real Docker is shorter, with two clients."""
    return histories.history(seed, length=9, clients=2) if is_real else histories.history(seed)


def one(seed, is_real=False):
    wrong, ended = played(steps_of(seed, is_real), is_real)
    return seed, wrong and (wrong.kind, str(wrong)), ended


def shortest(steps, kind, is_real):
    def fails(steps):
        wrong, _ = played(steps, is_real)
        return wrong is not None and wrong.kind == kind

    return histories.shrunk(steps, fails, tries=12 if is_real else 50)


def trace(step, status, said):
    print(histories.told([step]).strip())
    if status is not None or said:
        print(f"    → {status}")
        print("\n".join("    " + line for line in said.strip().splitlines()[-12:]))


def report(seed, kind, text, is_real):
    """The shortest history that fails so, as text and as JSON that `--replay` takes."""
    steps = shortest(steps_of(seed, is_real), kind, is_real)
    wrong, _ = played(steps, is_real)
    return "\n".join([f"seed {seed}: {wrong or text}", histories.told(steps), json.dumps(steps)])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument(
        "--histories", type=int, default=int(os.environ.get("PUERTO_HISTORIES", 1000))
    )
    parser.add_argument(
        "--seed", type=int, default=int(os.environ.get("PUERTO_SEED") or random.randrange(10**9))
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--real", action="store_true", help="on the real Docker")
    parser.add_argument("--replay", type=Path)
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    if options.replay or (options.verbose and options.histories == 1):
        steps = (
            json.loads(options.replay.read_text())
            if options.replay
            else steps_of(options.seed, options.real)
        )
        wrong, _ = played(steps, options.real, trace)
        print(wrong or "every promise was kept")
        sys.exit(1 if wrong else 0)
    sys.exit(0 if whole(options.seed, options.histories, options.jobs, options.real) else 1)


def whole(seed, count, jobs, is_real=False):
    """Plays histories and prints what came of them; returns whether nothing unexpected did."""
    began = time.monotonic()
    where = "on the real Docker" if is_real else "against the stand-in engine"
    print(f"{count} histories {where}, from PUERTO_SEED={seed}", flush=True)
    found, ends = {}, collections.Counter()
    play = functools.partial(one, is_real=is_real)
    with multiprocessing.get_context("fork").Pool(jobs, maxtasksperchild=20) as pool:
        answers = pool.imap_unordered(play, range(seed, seed + count))
        for done, (number, wrong, ended) in enumerate(answers, 1):
            if done % 50 == 0:
                print(f"{done} played after {time.monotonic() - began:.0f} s", flush=True)
            ends.update((verb, HOW.get(status, str(status))) for verb, status in ended)
            if wrong:
                found.setdefault(wrong[0], []).append((number, wrong[1]))
                print(f"seed {number}: {wrong[1]}", flush=True)
    print(f"played in {time.monotonic() - began:.0f} s; the verbs ended so:")
    for verb in sorted({verb for verb, _ in ends}):
        counts = sorted(((how, n) for (v, how), n in ends.items() if v == verb), reverse=True)
        print(f"  {verb:10}", ", ".join(f"{n} {how}" for how, n in counts))
    is_well = True
    for kind, failures in sorted(found.items()):
        until = known.UNTIL.get(kind)
        mark = f"expected until requirement {until} is mended" if until else "NOT EXPECTED"
        is_well = is_well and until is not None
        print(f"\n{kind}: {len(failures)} of {count} histories, {mark}")
        number, text = min(failures)
        print(text if until else report(number, kind, text, is_real), flush=True)
    if not found:
        print("\nno stack was removed, overwritten or opened for another client")
    return is_well


HOW = {0: "done", 1: "refused", -9: "killed", None: "given up"}


if __name__ == "__main__":
    main()
