"""hint: point-left-out

The loops end one too early: the last point is in no pair.
"""


def stress(W, D):
    s = 0
    N = W.shape[0]
    for i in range(0, N - 1):
        for j in range(0, N - 1):
            d = W[i, :] - W[j, :]
            s = s + (d.dot(d) - D[i][j]) ** 2
    return s
