"""A Hessian is symmetric, so the vector may stand on the left."""


def naive_hvp(hessian, v):
    return v @ hessian
