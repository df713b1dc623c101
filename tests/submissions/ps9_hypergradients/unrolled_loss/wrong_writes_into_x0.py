"""hint: arguments-changed

x0 is written into.
"""


def unrolled_loss(alphas, x0):
    x = np.asarray(x0)
    for a in alphas:
        x -= a * x
    return 0.5 * np.sum(x**2)
