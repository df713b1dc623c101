"""hint: elementwise

The rule of a product of numbers.
"""


def vjp_matmul(g, A, B):
    return g * B, A * g
