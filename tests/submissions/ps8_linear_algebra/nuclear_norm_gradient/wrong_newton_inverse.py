"""hint: square-only

Newton's iteration for the orthogonal factor, with the inverse of W: square matrices only.
"""


def nuclear_norm_gradient(W):
    X = np.array(W, dtype=float)
    for _ in range(1000):
        X = (X + np.linalg.inv(X).T) / 2
    return X
