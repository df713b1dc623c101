"""Return arrays of objects that hold themselves, alone and inside of others.

Stopped by: an array of objects is sent as what it holds, down to a depth; the rest is no value.

where: notebook
solved: dual
marks: 5
"""

from autograder.submission.cells import find_cell

LOOP = """
def _loop(*args):
    loop = np.empty((), dtype=object)
    loop[()] = loop
    return loop
"""


def edit(notebook):
    for name, text in {
        "derivative": "def derivative(f, x):\n    return _loop()",
        "jvp": "def jvp(f, x, v):\n    return _loop(), [_loop()] * 3",
        "jacobian": "def jacobian(f, x):\n    return np.array([_loop(), _loop()], dtype=object)",
    }.items():
        find_cell(notebook, name).source = LOOP + text
