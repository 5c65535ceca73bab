"""Runs the cases in turn, round after round, and keeps the time of each."""

import json
import statistics
from dataclasses import dataclass, field

import tree


@dataclass
class Result:
    title: str
    samples: list = field(default_factory=list)
    removed: list = field(default_factory=list)
    changed: list = field(
        default_factory=list
    )  # the names that each round wrote, the first one's too
    files: int = 0
    bytes: int = 0
    phases: dict = field(default_factory=dict)

    def median(self, name):
        return statistics.median(getattr(sample, name) for sample in self.samples)

    @property
    def written(self):
        return [len(names) for names in self.changed[1:]]

    @property
    def dependants(self):
        """The files that every round wrote; one may have written more, by a list cut anew."""
        return set.intersection(*self.changed)

    @property
    def wall(self):
        return self.median("wall")

    @property
    def range(self):
        walls = [sample.wall for sample in self.samples]
        return min(walls), max(walls)

    @property
    def wall_per_file(self):
        return self.wall / max(self.files, 1)


def take(cases, count, meter):
    """One round that does not count and asks for `--json`, then `count` that do.

    The order turns from round to round. Numbers of rounds never repeat within a workspace.
    """
    results = {case.key: Result(case.title) for case in cases}
    for number in range(count + 1):
        turn = number % len(cases)
        for case in cases[turn:] + cases[:turn]:
            once(case, number, results[case.key], meter)
    for case in cases:
        results[case.key].files, results[case.key].bytes = tree.size(case.output)
    return results


def once(case, number, result, meter):
    case.prepare(number)
    before = tree.snapshot(case.output)
    asks = case.tells and number == 0
    sample = meter.sample(case.command + (["--json"] if asks else []), case.folder)
    after = tree.snapshot(case.output)
    if asks:
        result.phases = phases(sample.output)
    result.changed.append(tree.written(before, after))
    if number == 0:
        return
    result.samples.append(sample)
    result.removed.append(len(before.keys() - after.keys()))


def phases(output):
    """Milliseconds by phase, under the names that `puerto build --json` gives them."""
    try:
        told = json.loads(output)
    except ValueError:
        return {}
    found = {}
    for key, value in told.items() if isinstance(told, dict) else ():
        if key.endswith("illiseconds") and isinstance(value, dict):
            found.update({k: v for k, v in value.items() if is_number(v)})
        elif key.endswith("Milliseconds") and is_number(value):
            found[key.removesuffix("Milliseconds")] = value
    return found


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)
