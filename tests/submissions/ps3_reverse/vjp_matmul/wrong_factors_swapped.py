"""hint: factors-swapped

Transposes on the wrong side.
"""


def vjp_matmul(g, A, B):
    return B.T @ g, g @ A.T
