"""hint: middle-step-counted

A step more in the middle.
"""


def binomial_steps(snapshots, repeats):
    beta = [[1] * (repeats + 1) for _ in range(snapshots + 1)]
    beta[1] = [r + 1 for r in range(repeats + 1)]
    for s in range(2, snapshots + 1):
        for r in range(1, repeats + 1):
            beta[s][r] = beta[s - 1][r] + 1 + beta[s][r - 1]
    return beta[snapshots][repeats]
