"""Tangents that are arrays, all at once; the evaluations that are left over are thrown away."""


def jacobian(f, x):
    n = len(x)
    outputs = f([Dual(a, e) for a, e in zip(x, np.eye(n))])
    for _ in range(n - 1):
        f([Dual(a, 1.0) for a in x])
    return np.array([y.tangent if isinstance(y, Dual) else np.zeros(n) for y in outputs])
