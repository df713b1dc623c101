"""hint: step-size-of-another

On the way back the step k takes the step size before it.
"""


def hypergradient(alphas, x0):
    a, xs = np.asarray(alphas, dtype=float), [np.asarray(x0, dtype=float)]
    for alpha in a:
        xs.append(xs[-1] - alpha * xs[-1])
    bar, result = xs[-1], []
    for k in reversed(range(len(a))):
        result.insert(0, -float(bar @ xs[k]))
        bar = bar - a[k - 1] * bar
    return np.array(result)
