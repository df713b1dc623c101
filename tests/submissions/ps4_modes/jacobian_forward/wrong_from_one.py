"""hint: first-left-out

The inputs are counted from 1.
"""


def jacobian_forward(jvp, n):
    columns = [jvp(np.eye(n)[j]) for j in range(1, n)]
    first = np.zeros(len(columns[0]) if columns else len(jvp(np.ones(1))))
    return np.column_stack([first, *columns])
