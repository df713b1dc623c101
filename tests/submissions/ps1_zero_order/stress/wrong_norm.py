"""hint: norm-not-squared

`np.linalg.norm`.
"""


def stress(W, D):
    return sum(
        (np.linalg.norm(W[i] - W[j]) - D[i, j]) ** 2 for i in range(len(W)) for j in range(len(W))
    )
