"""No NumPy at all, in the task's own words."""


def stress(W, D):
    N, d = len(W), len(W[0])
    return sum(
        (sum((W[i][k] - W[j][k]) ** 2 for k in range(d)) - D[i][j]) ** 2
        for i in range(N)
        for j in range(N)
    )
