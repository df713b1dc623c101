"""hint: integers-kept

The first pair is what was given, and the conversion comes in the loop.
"""


def tune(alphas, x0, beta, steps):
    history, a = [(alphas, float(unrolled_loss(alphas, x0)))], alphas
    for _ in range(steps):
        a = a - beta * hypergradient(a * 1.0, x0)
        history += [(a, float(unrolled_loss(a, x0)))]
    return history
