"""hint: depends-on-earlier-calls

The number of inputs is found out at the first call and kept.
"""

size = None


def jacobian(f, x):
    global size
    if size is None:
        size = len(x)
    columns = []
    for i in range(size):
        seed = [1.0 if j == i else 0.0 for j in range(len(x))]
        columns.append(jvp(f, x, seed)[1])
    return np.array(columns).T.reshape(-1, len(x))
