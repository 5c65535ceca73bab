"""The limits of each number: a goal, and a floor that no release may fall below."""

from dataclasses import dataclass


@dataclass
class Goal:
    title: str
    measured: float
    goal: float
    floor: float
    unit: str
    more_is_better: bool = False
    also: bool = True  # a condition that has to hold too

    @property
    def verdict(self):
        if self.reaches(self.goal):
            return "goal"
        return "enough" if self.reaches(self.floor) else "**missed**"

    def reaches(self, limit):
        enough = self.measured >= limit if self.more_is_better else self.measured <= limit
        return enough and self.also


def goals(runs):
    """`runs` are in order of size; goals of a single size use the largest."""
    found = []
    for run in runs:
        puerto, hugo, floor = (run.full[key] for key in ("puerto", "hugo", "floor"))
        at = f"{run.clients:,} clients"
        found += [
            Goal(
                f"full build, wall per file, against the floor; {at}",
                puerto.wall_per_file / floor.wall_per_file,
                2,
                3,
                "×",
            ),
            Goal(
                f"full build, wall per file, against Hugo; {at}",
                hugo.wall_per_file / puerto.wall_per_file,
                10,
                6,
                "× faster",
                True,
            ),
            Goal(
                f"full build, wall, against Hugo; {at}",
                hugo.wall / puerto.wall,
                5,
                3,
                "× faster",
                True,
            ),
        ]
    return found + at_the_largest(runs[-1]) + growth(runs)


def at_the_largest(run):
    at = f"{run.clients:,} clients"
    nothing = run.rebuilds["nothing"]
    found = [
        Goal(f"one client's {key} changed; {at}", run.rebuilds[key].wall * 1000, 40, 100, " ms")
        for key in ("note", "record")
    ]
    found.append(
        Goal(
            f"nothing changed, {max(nothing.written)} files written; {at}",
            nothing.wall * 1000,
            30,
            80,
            " ms",
            also=max(nothing.written) == 0,
        )
    )
    found += [
        Goal(
            f"save to every dependant on disk, watching, {latency.title}; {at}",
            latency.median * 1000,
            100,
            200,
            " ms",
        )
        for latency in run.latencies
    ]
    peak = max(result.median("peak") for result in [run.full["puerto"], *run.rebuilds.values()])
    found.append(Goal(f"peak memory of any build; {at}", peak / 1e6, 150, 300, " MB"))
    return found


def growth(runs):
    """The goal is for ten times as many clients; other sizes have it in proportion."""
    if len(runs) < 2:
        return []
    few, many = runs[0], runs[-1]
    scale = many.clients / few.clients / 10
    ratio = many.full["puerto"].median("cpu") / few.full["puerto"].median("cpu")
    title = f"processor time of a full build, {many.clients:,} against {few.clients:,} clients"
    return [Goal(title, ratio, 10.5 * scale, 12 * scale, "×")]
