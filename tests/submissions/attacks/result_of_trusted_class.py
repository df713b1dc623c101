"""Return the check's own objects, its functions or their classes, as an answer.

Stopped by: a check's object that comes back is no value of an answer.

where: answer derivative
solved: dual
"""


def derivative(f, x):
    return f
