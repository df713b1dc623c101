"""hint: other-generator

A generator outside of the function.
"""

GENERATOR = np.random.default_rng(1)


def rademacher(rng, n):
    return GENERATOR.choice([-1.0, 1.0], n)
