"""hint: adjoints-transposed

The transposes of both adjoints.
"""


def vjp_matmul(g, A, B):
    return (B @ g.T), (g.T @ A)
