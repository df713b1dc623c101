"""hint: ten-steps

The two steps of the example.
"""


def unrolled_loss(alphas, x0):
    for k in 0, 1:
        x0 = x0 - alphas[k] * x0
    return np.sum(x0**2) / 2
