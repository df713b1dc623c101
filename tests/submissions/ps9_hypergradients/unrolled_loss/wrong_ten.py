"""hint: ten-steps

Ten steps, by NumPy.
"""


def unrolled_loss(alphas, x0):
    alphas, x = np.asarray(alphas), np.asarray(x0, dtype=float)
    for k in range(10):
        x = x - alphas[k] * x
    return 0.5 * float(x @ x)
