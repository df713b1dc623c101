"""hint: quadratic-form

The number vᵀHv.
"""


def naive_hvp(hessian, v):
    return v @ hessian @ v
