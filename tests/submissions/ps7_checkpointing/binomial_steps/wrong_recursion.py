"""hint: recursion

The recurrence as it stands, the smaller number first.
"""


def binomial_steps(snapshots, repeats):
    if snapshots == 1 or repeats == 0:
        return repeats + 1
    return binomial_steps(snapshots - 1, repeats) + binomial_steps(snapshots, repeats - 1)
