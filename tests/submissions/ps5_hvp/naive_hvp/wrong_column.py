"""hint: made-a-column

The vector is made a column for the product and stays one: the result has the shape (n, 1).
"""


def naive_hvp(hessian, v):
    return hessian @ v.reshape(-1, 1)
