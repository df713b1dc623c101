"""hint: too-many-evaluations

One evaluation for each input; the columns are added up.
"""


def jvp(f, x, v):
    tangents = 0.0
    for j in range(len(x)):
        outputs = f([Dual(a, 1.0 if i == j else 0.0) for i, a in enumerate(x)])
        column = [y.tangent if isinstance(y, Dual) else 0.0 for y in outputs]
        tangents = tangents + v[j] * np.array(column)
    values = np.array([y.value if isinstance(y, Dual) else y for y in outputs])
    return values, tangents
