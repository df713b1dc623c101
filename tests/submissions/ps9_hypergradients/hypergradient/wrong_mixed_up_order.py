"""hint: opposite-order

The entries are appended on the way back.
"""


def hypergradient(alphas, x0):
    xs = [jnp.asarray(x0, float)]
    for a in alphas:
        xs.append(xs[-1] - a * xs[-1])
    bar, found = xs.pop(), []
    for a, x in zip(alphas[::-1], xs[::-1]):
        found.append(-jnp.vdot(bar, x))
        bar = (1 - a) * bar
    return jnp.array(found)
