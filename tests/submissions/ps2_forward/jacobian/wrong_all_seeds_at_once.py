"""hint: too-few-evaluations

One evaluation with arrays as tangents; the task asks for one column at a time.
"""


def jacobian(f, x):
    n = len(x)
    outputs = f([Dual(float(a), e) for a, e in zip(x, np.eye(n))])
    return np.array([y.tangent if isinstance(y, Dual) else np.zeros(n) for y in outputs])
