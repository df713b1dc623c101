"""hint: last-steps-only

Goes back two steps and stops.
"""


def hypergradient(alphas, x0):
    a = np.asarray(alphas, dtype=float)
    xs = [np.asarray(x0, dtype=float)]
    for alpha in a:
        xs.append(xs[-1] - alpha * xs[-1])
    bar, found = xs[-1], np.zeros(a.size)
    for back in range(1, min(2, a.size) + 1):
        found[-back] = -bar @ xs[-1 - back]
        bar = (1 - a[-back]) * bar
    return found
