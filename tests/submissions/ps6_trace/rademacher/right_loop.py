"""One by one, in a list."""


def rademacher(rng, n):
    signs = []
    for _ in range(n):
        signs.append(1.0 if rng.random() < 0.5 else -1.0)
    return signs
