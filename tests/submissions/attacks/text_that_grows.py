"""Return small values that become gigabytes where they are made into one array: a long text beside
many short ones, an empty array of huge shape, rows of unequal length, integers without end.

Stopped by: a value becomes an array only where it holds numbers in the shape that is asked.

where: notebook
solved: dual
marks: 5
"""

from autograder.submission.cells import find_cell


def edit(notebook):
    for name, text in {
        "derivative": "def derivative(f, x):\n    return ['x' * 10**6] + ['y'] * 10**5",
        "jvp": "def jvp(f, x, v):\n    return np.zeros((0, 2**30)), np.zeros((2**30, 0))",
        "jacobian": "def jacobian(f, x):\n    return [[10**600] * 50] * 1000 + [[1.0]]",
        "second_derivative": "def second_derivative(f, x):\n    return {k: 'x' * 100 for k in range(9000)}",
    }.items():
        find_cell(notebook, name).source = text
