"""hint: seed-of-ones

Uses u = (1, …, 1) for all rows, as the seed of a backward pass, so every row is the sum of all rows.
"""


def jacobian_reverse(vjp, m):
    J = []
    for i in range(m):
        seed = np.ones(m)
        J.append(vjp(seed))
    return np.array(J)
