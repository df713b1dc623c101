"""hint: truncated

The result has the type of W, so that for integer points the gradient is cut to integers.
"""


def stress_gradient(W, D):
    grad = np.zeros_like(W)
    for i, w in enumerate(W):
        diff = w - W
        r = (diff**2).sum(axis=1) - D[i]
        grad[i] = 8 * (r[:, None] * diff).sum(axis=0)
    return grad
