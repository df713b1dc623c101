"""hint: same-row

Collects lambdas over the loop's variable and calls them after the loop, so all rows are the last one.
"""


def jacobian_reverse(vjp, m):
    basis = np.eye(m)
    passes = []
    for u in basis:
        passes.append(lambda: vjp(u))
    return np.vstack([one() for one in passes])
