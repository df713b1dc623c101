"""hint: depends-on-earlier-calls

The matrix is kept for each point, whatever f is.
"""


found = {}


def jacobian(f, x):
    key = tuple(map(float, x))
    if key not in found:
        found[key] = np.column_stack([jvp(f, x, e)[1] for e in np.eye(len(x))])
    return found[key]
