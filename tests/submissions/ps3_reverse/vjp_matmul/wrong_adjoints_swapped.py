"""hint: adjoints-swapped

(B̄, Ā).
"""


def vjp_matmul(g, A, B):
    return A.T @ g, g @ B.T
