"""Return an integer of a million digits, which takes for ever to convert.

Stopped by: a limit on the size of an integer.

where: answer derivative
solved: dual
marks: 5
stock: unsafe
"""


def derivative(f, x):
    return 10 ** (10**6)
