"""hint: elementwise

`*` for `@`.
"""


def naive_hvp(hessian, v):
    return hessian * v
