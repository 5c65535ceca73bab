"""The measurements as a Markdown document."""

import datetime

import kept
from goals import goals

INTRODUCTION = """One corpus, made by `Benchmarks/corpus.py` from a seed: clients with about 3 KB
of Markdown notes each and 40 runbooks of about 6 KB, in Spanish and English, plain CommonMark.

- **Puerto** renders the whole portal: records from SQLite, placeholders, a page and an onboarding
  page for each client, runbooks, slot maps, price list, drawings, search index. It checks every
  link and moves whole files into place.
- **Hugo** renders a page for each client, the same runbooks and one index, with minimal templates
  and everything else turned off.
- **The floor** is 150 lines of C (`Benchmarks/floor.c`): read, libcmark, two fixed strings, write,
  in two threads.

**Where this is unfair.** To Puerto: its pages are larger, there are twice as many, and neither
peer checks a link or reads a record. To Hugo: it is a general tool, and time *per file* rewards
the program that writes more files from one note, so plain wall time is shown too. To the floor:
per file it pays for the whole of the Markdown, while half of Puerto's files hold none.
Placeholders are filled in beforehand for both peers. Hugo has no incremental build in one shot:
after a change it builds everything again, so rebuilds are compared with its full build.

Every case runs in a fresh process, in rounds whose order alternates. Figures are medians of
{rounds} rounds after one that does not count. Before a full build the output and `.puerto/` are
removed; the records stay. The change itself is not timed. A file counts as written when its inode
or modification time differs afterwards. Watching is timed from the moment the file was closed (for
a record: from the database's first write) until the last file is in place: every file that one-shot
builds write for such a change has been replaced, the client's page has the new words, and inotify
reports no file after that. Memory is the peak resident set. The page cache is warm."""

AGAIN = """    make bench                                   # all of this; writes BENCHMARKS.md anew
    make bench BENCH_ROUNDS=9 BENCH_SIZES=1000   # more rounds, other sizes
    python3 Benchmarks/bench.py --quick          # 100 clients, in seconds; writes no report

`make bench` installs Debian's hugo, gcc and libcmark-dev when they are missing. It keeps the
sections between the *by hand* markers."""

PROFILE = """
Not written yet: where the time of a full build goes, and the rest of the difference to the floor.

"""


def report(runs, rounds, machine, versions, sections):
    parts = [
        "# Benchmarks",
        f"{datetime.date.today().isoformat()}. {', '.join(machine)}. {', '.join(versions)}.",
        "## Goals",
        goal_table(goals(runs)),
        "## What is compared",
        INTRODUCTION.format(rounds=rounds),
    ]
    for run in runs:
        parts += [f"## {run.clients:,} clients", *of_size(run)]
    if len(runs) > 1:
        parts += ["## Growth", growth_table(runs[0], runs[-1])]
    parts += ["## Profile", kept.section("profile", sections, PROFILE), "## Again", AGAIN]
    for name in sections.keys() - {"profile"}:
        parts.append(kept.section(name, sections, ""))
    return "\n\n".join(parts) + "\n"


def of_size(run):
    yield "Full build, cold:"
    yield full_table(run.full)
    files, size = run.search
    yield f"Search index: {files} files, {size / 1000:,.1f} kB."
    yield "Then a build in one shot after a change to:"
    yield rebuild_table(run)
    yield (
        "`puerto serve`, from saving to the last dependant on disk; it held "
        f"{megabytes(run.server_peak)} at most:"
    )
    yield latency_table(run.latencies)
    told = {**run.full, **run.rebuilds}.values()
    if any(result.phases for result in told):
        yield "Milliseconds by phase, as `puerto build --json` reported them in one run:"
        yield phase_table([result for result in told if result.phases])
    if run.differing:
        yield f"**After all of this {len(run.differing)} files differ from a clean build's.**"
    else:
        yield "After all of these changes the site was, byte for byte, that of a clean build."


HEADS = ["", "wall", "least … most", "CPU", "peak memory"]


def table(heads, rows):
    lines = ["| " + " | ".join(heads) + " |", "|---" + "|--:" * (len(heads) - 1) + "|"]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def goal_table(found):
    def amount(value, unit):
        return f"{value:,.1f}{unit}" if value < 100 else f"{value:,.0f}{unit}"

    return table(
        ["", "measured", "goal", "never worse than", "reached"],
        [
            [
                goal.title,
                amount(goal.measured, goal.unit),
                f"{goal.goal:g}{goal.unit}",
                f"{goal.floor:g}{goal.unit}",
                goal.verdict,
            ]
            for goal in found
        ],
    )


def full_table(full):
    return table(
        [*HEADS, "files", "output", "wall per file"],
        [
            [
                result.title,
                *timing(result),
                megabytes(result.median("peak")),
                f"{result.files:,}",
                megabytes(result.bytes),
                f"{result.wall_per_file * 1e6:.1f} µs",
            ]
            for result in full.values()
        ],
    )


def rebuild_table(run):
    hugo = run.full["hugo"].wall
    return table(
        [*HEADS, "written", "removed", "against Hugo"],
        [
            [
                result.title,
                *timing(result),
                megabytes(result.median("peak")),
                span(result.written),
                span(result.removed),
                f"{hugo / result.wall:,.1f}×",
            ]
            for result in run.rebuilds.values()
        ],
    )


def latency_table(latencies):
    return table(
        ["", "median", "least … most", "dependants", "written"],
        [
            [
                latency.title,
                milliseconds(latency.median),
                f"{milliseconds(min(latency.seconds))} … {milliseconds(max(latency.seconds))}",
                f"{latency.dependants:,}",
                span(latency.written),
            ]
            for latency in latencies
        ],
    )


def phase_table(results):
    names = list(dict.fromkeys(name for result in results for name in result.phases))
    return table(
        ["", *names],
        [
            [
                result.title,
                *(f"{result.phases[name]:,.1f}" if name in result.phases else "" for name in names),
            ]
            for result in results
        ],
    )


def growth_table(few, many):
    def row(title, shown, value):
        old, new = value(few.full["puerto"]), value(many.full["puerto"])
        return [title, shown(old), shown(new), f"{new / old:.1f}×"]

    return table(
        ["full build", f"{few.clients:,}", f"{many.clients:,}", ""],
        [
            row("wall", milliseconds, lambda result: result.wall),
            row("CPU", milliseconds, lambda result: result.median("cpu")),
            row("peak memory", megabytes, lambda result: result.median("peak")),
            row("files", "{:,}".format, lambda result: result.files),
        ],
    )


def timing(result):
    least, most = result.range
    return [
        milliseconds(result.wall),
        f"{milliseconds(least)} … {milliseconds(most)}",
        milliseconds(result.median("cpu")),
    ]


def milliseconds(seconds):
    value = seconds * 1000
    return f"{value:.1f} ms" if value < 100 else f"{value:,.0f} ms"


def megabytes(size):
    return f"{size / 1e6:.1f} MB" if size < 1e8 else f"{size / 1e6:,.0f} MB"


def span(counts):
    least, most = min(counts), max(counts)
    return f"{least:,}" if least == most else f"{least:,} … {most:,}"
