"""A part of a long matrix: all of it, or what `PUERTO_SAMPLE=SEED` chooses.

The same seed chooses the same part, in any process.
"""

import itertools
import os
import random


def sample(everything, called, share=0.5):
    """Returns a share of the entries in their order, at least one; all of them without a seed.

    `called` names the matrix, so that each gets a choice of its own.
    """
    everything = list(everything)
    seed = os.environ.get("PUERTO_SAMPLE")
    if not seed or not everything:
        return everything
    count = max(1, round(len(everything) * share))
    chosen = random.Random(f"{seed} {called}").sample(range(len(everything)), count)
    return [everything[number] for number in sorted(chosen)]


def take_parts(config, items, parts):
    """Leaves of pytest's items the parts that `parts` names by module: `{"test_drifts": 0.15}`.

    All tests of other modules stay, and all that share nothing that has to be made first.
    """
    chosen = []
    for module, own in itertools.groupby(items, lambda item: item.module.__name__):
        own = list(own)
        long = [item for item in own if item.fixturenames and module in parts]
        part = set(sample(long, module, parts[module])) if long else set()
        chosen += [item for item in own if item in part or item not in long]
    left = set(items) - set(chosen)
    if left:
        config.hook.pytest_deselected(items=list(left))
        items[:] = chosen
