"""hint: first-output-only

Only the first output is differentiated: the result is the gradient of f[0] as one row.
"""


def jacobian(f, x):
    row = []
    for j in range(len(x)):
        out = f([Dual(a, float(k == j)) for k, a in enumerate(x)])
        row.append(out[0].tangent if isinstance(out[0], Dual) else 0.0)
    return np.array([row], dtype=float)
