"""hint: recursion

The recurrence, remembered.
"""

from functools import lru_cache


@lru_cache(maxsize=None)
def binomial_steps(snapshots, repeats):
    if repeats == 0:
        return 1
    if snapshots == 1:
        return repeats + 1
    return binomial_steps(snapshots, repeats - 1) + binomial_steps(snapshots - 1, repeats)
