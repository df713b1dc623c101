"""hint: wrong-shape

Only Ā is returned.
"""


def vjp_matmul(g, A, B):
    return (g @ B.T,)
