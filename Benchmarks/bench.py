#!/usr/bin/env python3
"""Measures Puerto beside Hugo and beside a floor in C, and writes BENCHMARKS.md.

Everything is written below one temporary folder, in memory where there is room, and removed again.
"""

import argparse
import os
import signal
import sys
import tempfile
from dataclasses import dataclass

import cases
import corpus
import forms
import kept
import machine
import rounds
import tree
import watching
from processes import Failed, Meter, run
from report import report

SOURCES = os.path.dirname(os.path.abspath(__file__))
PROJECT = os.path.dirname(SOURCES)


@dataclass
class Run:
    """The measurements at one number of clients."""

    clients: int
    full: dict
    rebuilds: dict
    latencies: list
    server_peak: int
    search: tuple
    differing: set


def options():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--puerto", default=f"{PROJECT}/.build/release/puerto")
    parser.add_argument("--rounds", type=int, default=int(os.environ.get("BENCH_ROUNDS") or 5))
    parser.add_argument("--sizes", default=os.environ.get("BENCH_SIZES") or "1000,10000")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--quick", action="store_true", help="100 clients, 2 rounds, to stdout")
    parser.add_argument("--output", help="default: BENCHMARKS.md; - for stdout")
    chosen = parser.parse_args()
    if chosen.quick:
        chosen.sizes, chosen.rounds = "100", min(chosen.rounds, 2)
    chosen.output = chosen.output or ("-" if chosen.quick else f"{PROJECT}/BENCHMARKS.md")
    chosen.sizes = sorted({int(size) for size in chosen.sizes.split(",")})
    if chosen.rounds < 1 or chosen.sizes[0] < 10:
        parser.error("at least 1 round, and 10 clients")
    if not os.access(chosen.puerto, os.X_OK):
        parser.error(f"no program at {chosen.puerto}; 'make build' makes it")
    chosen.puerto = os.path.abspath(chosen.puerto)
    return chosen


def say(text):
    print(f"bench: {text}", file=sys.stderr, flush=True)


def measure(clients, chosen, tools, meter, folder):
    say(f"{clients:,} clients: making the corpus")
    fleet = corpus.make(clients, chosen.seed)
    forms.write_all(fleet, folder)
    workspace = cases.Workspace(fleet, f"{folder}/puerto", chosen.puerto, run)
    say(f"{clients:,} clients: full builds")
    full = rounds.take(cases.full_builds(workspace, folder, f"{tools}/floor"), chosen.rounds, meter)
    search = tree.size(f"{workspace.public}/portal/search")
    workspace.add_guide()
    full |= rounds.take([cases.with_guides(workspace)], chosen.rounds, meter)
    workspace.remove_guide()
    run(workspace.command("build"), workspace.folder)
    say(f"{clients:,} clients: builds after a change")
    rebuilds = rounds.take(workspace.cases(), chosen.rounds, meter)
    say(f"{clients:,} clients: watching")
    latencies, peak = watching.watch(
        workspace, tools, rebuilds["note"].dependants, rebuilds["record"].dependants, chosen.rounds
    )
    return Run(clients, full, rebuilds, latencies, peak, search, differing(workspace))


def differing(workspace):
    """The files that differ from a clean build's: a fast wrong build does not count."""
    grown = tree.contents(workspace.public)
    workspace.forget()
    run(workspace.command("build"), workspace.folder)
    clean = tree.contents(workspace.public)
    return {name for name in grown.keys() | clean.keys() if grown.get(name) != clean.get(name)}


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    chosen = options()
    to_file = chosen.output != "-"
    sections = kept.read(chosen.output) if to_file else {}
    place = machine.output_folder()
    say(f"writing to {machine.file_system(place)}, {chosen.rounds} rounds")
    with tempfile.TemporaryDirectory(prefix="puerto-bench-", dir=place) as folder:
        run(["cc", "-O2", "-o", f"{folder}/floor", f"{SOURCES}/floor.c", "-lcmark", "-lpthread"])
        meter = Meter(folder, SOURCES)
        runs = []
        for clients in chosen.sizes:
            with tempfile.TemporaryDirectory(dir=folder) as own:
                runs.append(measure(clients, chosen, folder, meter, own))
        cmark = run([f"{folder}/floor", "--version"]).strip()
        text = report(
            runs,
            chosen.rounds,
            machine.machine(folder),
            machine.versions(chosen.puerto, PROJECT, cmark),
            sections,
        )
    if to_file:
        with open(chosen.output, "w", encoding="utf-8") as file:
            file.write(text)
        say(f"wrote {os.path.basename(chosen.output)}")
    else:
        sys.stdout.write(text)
    wrong = sorted(name for run in runs for name in run.differing)
    if wrong:
        raise Failed("not what a clean build makes: " + ", ".join(wrong[:10]))


if __name__ == "__main__":
    try:
        main()
    except (Failed, kept.Broken) as error:
        sys.exit(f"bench: {error}")
    except KeyboardInterrupt:
        sys.exit(130)
