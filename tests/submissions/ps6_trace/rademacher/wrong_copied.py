"""hint: rng-made-anew

The generator is copied, and the copy moves on.
"""

import copy


def rademacher(rng, n):
    return copy.deepcopy(rng).choice([-1.0, 1.0], n)
