"""Reverse mode by hand, with the points stored."""


def hypergradient(alphas, x0):
    xs = [np.asarray(x0, float)]
    for a in alphas:
        xs.append(xs[-1] - a * xs[-1])
    bar, found = xs[-1], np.zeros(len(alphas))
    for k in reversed(range(len(alphas))):
        found[k] = -np.dot(bar, xs[k])
        bar = bar - alphas[k] * bar
    return found
