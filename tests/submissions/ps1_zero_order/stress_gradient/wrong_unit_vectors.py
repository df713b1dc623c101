"""hint: norm-for-its-square

The derivative of the norm is used, (W_i - W_j)/|W_i - W_j|, where the squared norm is differentiated.
"""


def stress_gradient(W, D):
    diff = W[:, None] - W[None]
    dist = np.sqrt((diff**2).sum(-1))
    r = dist**2 - D
    safe = np.where(dist == 0, 1, dist)
    unit = diff / safe[:, :, None]
    return 8 * (r[:, :, None] * unit).sum(1)
