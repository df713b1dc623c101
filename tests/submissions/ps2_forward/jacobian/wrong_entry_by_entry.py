"""hint: too-many-evaluations

One evaluation for every entry.
"""


def jacobian(f, x):
    m = len(jvp(f, x, np.zeros(len(x)))[0])
    return np.array([[jvp(f, x, e)[1][i] for e in np.eye(len(x))] for i in range(m)])
