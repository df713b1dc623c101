"""hint: doubled

The transposed matrix is added and nothing is halved.
"""


def naive_hvp(hessian, v):
    both = hessian + hessian.T
    return both @ v
