"""hint: mean-for-sum

Half the mean of the squares.
"""


def unrolled_loss(alphas, x0):
    x = x0
    for a in alphas:
        x = x - a * x
    return 0.5 * jnp.mean(x**2)
