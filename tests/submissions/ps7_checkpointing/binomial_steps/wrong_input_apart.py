"""hint: input-not-counted

The input beside the snapshots.
"""


def binomial_steps(snapshots, repeats):
    return math.comb(snapshots + 1 + repeats, repeats)
