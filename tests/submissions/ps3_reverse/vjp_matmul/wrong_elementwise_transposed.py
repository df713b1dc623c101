"""hint: elementwise

Transposes, but the product of numbers.
"""


def vjp_matmul(g, A, B):
    return g * B.T, A.T * g
