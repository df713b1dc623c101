"""hint: power

A power.
"""


def binomial_steps(snapshots, repeats):
    return (repeats + 1) ** snapshots
