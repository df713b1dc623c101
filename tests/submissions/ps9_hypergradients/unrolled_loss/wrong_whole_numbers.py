"""hint: truncated

An array of the type of x0 holds the points.
"""


def unrolled_loss(alphas, x0):
    points = np.zeros((len(alphas) + 1, len(x0)), dtype=np.asarray(x0).dtype)
    points[0] = x0
    for k, a in enumerate(alphas):
        points[k + 1] = points[k] - a * points[k]
    return 0.5 * np.sum(points[-1].astype(float) ** 2)
