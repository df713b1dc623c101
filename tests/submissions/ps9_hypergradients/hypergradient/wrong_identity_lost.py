"""hint: identity-missing

Back through the gradient alone.
"""


def hypergradient(alphas, x0):
    xs = [np.asarray(x0, float)]
    for a in alphas:
        xs.append((1 - a) * xs[-1])
    bar, found = xs[-1].copy(), np.zeros(len(alphas))
    for k in reversed(range(len(alphas))):
        found[k] = -bar @ xs[k]
        bar = -alphas[k] * bar
    return found
