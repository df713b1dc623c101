"""Sums in loops, over all entries."""


def probe_variance(A, kind):
    if kind not in {"gaussian", "rademacher"}:
        raise ValueError(kind)
    n, total = len(A), 0.0
    for i in range(n):
        for j in range(n):
            if i != j or kind == "gaussian":
                total += (float(A[i][j]) + float(A[j][i])) ** 2
    return total / 2
