"""Return a generator that never ends.

Stopped by: a generator is no sequence, and no more of it is taken than a number of items.

where: answer forward_table
"""

import itertools


def forward_table(w1, w2, wrt):
    return (("w1", 1.0, 1.0) for _ in itertools.count())
