"""hint: ten-steps

Twenty steps are enough for anybody.
"""


def unrolled_loss(alphas, x0):
    x = np.asarray(x0, dtype=float)
    for _, alpha in zip(range(20), np.asarray(alphas, dtype=float)):
        x = x - alpha * x
    return 0.5 * float(x @ x)
