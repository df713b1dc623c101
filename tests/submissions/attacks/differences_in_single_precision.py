"""Difference quotients, rounded to single precision, in all exercises that ask for derivatives: where
single precision is let through, they are as good as a rule.

Stopped by: a derivative is asked in double precision, in which differences have too few digits.

where: notebook
solved: dual
marks: 5
"""

from autograder.submission.cells import find_cell

ANSWERS = {
    "derivative": """
def derivative(f, x):
    h = 1e-4
    return np.float32((_value(f(Dual(x + h))) - _value(f(Dual(x - h)))) / (2 * h))

def _value(y):
    return getattr(y, "value", y)
""",
    "jvp": """
def jvp(f, x, v):
    h = 1e-4
    x, v = np.asarray(x, float), np.asarray(v, float)
    run = lambda z: np.array([getattr(y, "value", y) for y in f([Dual(a) for a in z])])
    return run(x).astype(np.float32), ((run(x + h * v) - run(x - h * v)) / (2 * h)).astype("f")
""",
    "jacobian": """
def jacobian(f, x):
    h = 1e-4
    x = np.asarray(x, float)
    run = lambda z: np.array([getattr(y, "value", y) for y in f([Dual(a) for a in z])])
    return np.array([(run(x + h * e) - run(x - h * e)) / (2 * h) for e in np.eye(len(x))]).T.astype("f")
""",
    "second_derivative": """
def second_derivative(f, x):
    h = 1e-3
    run = lambda z: getattr(f(Dual(z)), "value", 0.0)
    return np.float32((run(x + h) - 2 * run(x) + run(x - h)) / h**2)
""",
}


def edit(notebook):
    for name, text in ANSWERS.items():
        find_cell(notebook, name).source = text.strip()
