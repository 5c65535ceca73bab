"""A part of a long matrix: all of it, or what `PUERTO_SAMPLE=SEED` chooses.

The same seed chooses the same part, in any process.
"""

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
